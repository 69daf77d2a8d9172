import { describe, expect, test } from "vitest";

import type { NoiseSuite } from "@ma-alexa/protocol/sendspin";

import { keyPairOf } from "./key-pair.js";
import { pskId, SENTINEL } from "./psk.js";
import { Responder } from "./responder.js";

/** 32 bytes counting up from `first`. */
const counted = (first: number): Buffer => Buffer.from(Array.from({ length: 32 }, (_, n) => first + n));

/** Sendspin reference 2.11 B: a whole handshake with the Sentinel, from the specification's appendix. */
const CLIENT_INIT =
  '{"payload":{"client_id":"B6N8vBQgk8i3VdwbEOhstCY3StFqqFPtC9_AsrhtHHw","version":1,"suite":"25519_ChaChaPoly_SHA256"},"type":"client/init"}';
const SERVER_INIT =
  '{"payload":{"server_id":"WGmv9FBUlzLLqu1eXfmzCm2jHLDldCutWtShp2jxpns","version":1},"type":"server/init"}';
const MESSAGE_1 =
  "244fe3b963e899dd295baffce248d3530f3a9a7479ba063002680ebfe7adad49ef18399c61e15c21405c68f1c8ed034a204be1459469b9b1a623c78f797a44ef992ceec263b71b14beab339adbcc74cd568e94f8d00e0c9aa7f384a0f00ea9a8de4baa2893a7cbe6";
const MESSAGE_2 =
  "64b101b1d0be5a8704bd078f9895001fc03e8e9f9522f188dd128d9846d48466cbc5a25cb576c6aa46691ba388e98ce2206d";

function published(suite: NoiseSuite = "25519_ChaChaPoly_SHA256") {
  return new Responder({
    suite,
    prologue: Buffer.from(CLIENT_INIT + SERVER_INIT),
    keys: keyPairOf(counted(1)),
    serverKey: keyPairOf(counted(0x21)).publicKey,
    ephemeral: keyPairOf(counted(0x41)),
  });
}

describe("the published handshake", () => {
  test("has the published ids", () => {
    expect(keyPairOf(counted(1)).publicKey.toString("base64url")).toBe("B6N8vBQgk8i3VdwbEOhstCY3StFqqFPtC9_AsrhtHHw");
    expect(keyPairOf(counted(0x21)).publicKey.toString("base64url")).toBe(
      "WGmv9FBUlzLLqu1eXfmzCm2jHLDldCutWtShp2jxpns",
    );
    expect(SENTINEL.psk.toString("hex")).toBe("1b5e24dbc1aed95fc2a5a338a90c05df44bd10f5ec1f4cd66cbf86272767b9d3");
    expect(pskId(SENTINEL.psk)).toBe("GFsV9tLaSQm9HcFWpKsgYQOr7wFTvNUtkmFwuVz3zoo");
  });

  test("gives the published messages, hash and first frames of both directions", () => {
    const responder = published();
    const payload = responder.readMessage1(Buffer.from(MESSAGE_1, "hex")).toString();
    expect(payload).toBe('{"psk_id":"GFsV9tLaSQm9HcFWpKsgYQOr7wFTvNUtkmFwuVz3zoo"}');
    const { message, keys } = responder.writeMessage2(SENTINEL.psk);
    expect(message.toString("hex")).toBe(MESSAGE_2);
    expect(keys.hash.toString("hex")).toBe("4303e5dfe73ec7ca9e5e1a708fa9aee005807246192a8145056920266e7efbb7");
    const hello = keys.receive.decrypt(
      Buffer.from(
        "1d8be2dc1c58672e6183a1a82b24f64105ed759a64830d9a533d0ca71be90a6be5cddf698812bfe15b6b352b5229218903d79c2b9b0ee4a68c2d77924640a0",
        "hex",
      ),
    );
    expect(hello.toString()).toBe('\0{"type":"server/hello","payload":{"name":"x"}}');
    expect(keys.send.encrypt(Buffer.from("\0{}")).toString("hex")).toBe("ceca79568ab6c25849ac80bd81cdaa751456ec");
  });

  test("fails when a byte of message 1 was changed, or the suite is another", () => {
    const changed = Buffer.from(MESSAGE_1, "hex");
    changed[40] = (changed[40] ?? 0) ^ 1;
    expect(() => published().readMessage1(changed)).toThrow();
    expect(() => published("25519_AESGCM_SHA256").readMessage1(Buffer.from(MESSAGE_1, "hex"))).toThrow();
    expect(() => published().readMessage1(Buffer.alloc(10))).toThrow();
  });
});
