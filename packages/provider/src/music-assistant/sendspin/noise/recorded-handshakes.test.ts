import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { e10Fragmentation, e9Fragmentation, Reassembly, type NoiseSuite } from "@ma-alexa/protocol/sendspin";

import { recordingsFolder } from "../../testing/recording.js";

import { Cipher } from "./cipher.js";
import { keyPairOf } from "./key-pair.js";
import { pskId } from "./psk.js";
import { Responder, type HandshakeKeys } from "./responder.js";

interface RecordedHandshake {
  readonly suite: NoiseSuite;
  readonly psk_hex: string;
  readonly psk_id: string;
  readonly client_ephemeral_private_hex?: string;
  readonly prologue_utf8?: string;
  readonly prologue_hex?: string;
  readonly msg1_payload_utf8: string;
  readonly msg1_hex: string;
  readonly msg2_hex?: string;
  readonly handshake_hash_hex?: string;
}
interface RecordedFrame {
  readonly from?: "client" | "server";
  readonly handshake?: number;
  readonly nonce?: number;
  readonly plaintext_json?: string;
  readonly plaintext_hex?: string;
  readonly ciphertext_hex?: string;
}
interface Vector {
  readonly name: string;
  readonly client: { readonly static_private_hex: string };
  readonly server: { readonly static_public_hex: string };
  readonly handshakes: readonly RecordedHandshake[];
  readonly frames: readonly RecordedFrame[];
}

const folder = recordingsFolder();
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder ?? "", "sendspin", name), "utf8"));
const vectors = (dialect: string): [string, Vector][] =>
  folder === undefined
    ? []
    : (read(`noise-vectors-${dialect}.json`) as { vectors: Vector[] }).vectors.map((vector) => [vector.name, vector]);

const bytes = (hex: string): Buffer => Buffer.from(hex, "hex");

describe.skipIf(folder === undefined)("recorded handshakes (skipped where the folder of recordings is absent)", () => {
  describe.each(["e9", "e10"])("of %s", (dialect) => {
    test.each(vectors(dialect))("%s: every byte of both messages, the hash and every frame", (_, vector) => {
      const keys = vector.handshakes.map((handshake) => shaken(vector, handshake));
      const counters = new Map<Cipher, number>();
      for (const frame of vector.frames) checkFrame(frame, keys, counters);
    });
  });

  test.each(folder === undefined ? [] : (read("noise-fragments.json") as { examples: FragmentExample[] }).examples)(
    "a message of $dialect that was sent in pieces has the recorded pieces",
    (example) => {
      const cipher = new Cipher(example.suite, bytes(example.key_server_to_client_hex));
      const way = example.dialect === "E9" ? e9Fragmentation : e10Fragmentation;
      const { prefix, fill_character: fill, fill_count: count, suffix } = example.message;
      const text = prefix + fill.repeat(count) + suffix;
      expect(createHash("sha256").update(text).digest("hex")).toBe(example.message.sha256_hex);
      const reassembly = new Reassembly(way);
      let whole: Uint8Array | undefined;
      let rest = Buffer.concat([Buffer.of(0), Buffer.from(text)]).subarray(1);
      for (let nonce = 0; nonce < (example.fragments[0]?.nonce ?? 0); nonce++) cipher.encrypt(new Uint8Array(0));
      for (const fragment of example.fragments) {
        const header = bytes(fragment.plaintext_first_bytes_hex).subarray(0, fragment.header_length);
        const size = fragment.plaintext_length - fragment.header_length;
        const plaintext = Buffer.concat([header, rest.subarray(0, size)]);
        rest = rest.subarray(size);
        expect(createHash("sha256").update(cipher.encrypt(plaintext)).digest("hex")).toBe(
          fragment.ciphertext_sha256_hex,
        );
        whole = reassembly.take(plaintext);
      }
      expect(
        Buffer.from(whole ?? [])
          .subarray(1)
          .toString(),
      ).toBe(text);
    },
  );
});

interface FragmentExample {
  readonly dialect: "E9" | "E10";
  readonly suite: NoiseSuite;
  readonly key_server_to_client_hex: string;
  readonly message: {
    readonly prefix: string;
    readonly fill_character: string;
    readonly fill_count: number;
    readonly suffix: string;
    readonly sha256_hex: string;
  };
  readonly fragments: readonly {
    readonly nonce: number;
    readonly plaintext_length: number;
    readonly plaintext_first_bytes_hex: string;
    readonly header_length: number;
    readonly ciphertext_sha256_hex: string;
  }[];
}

/** Undefined for a handshake that the recorded client did not answer. */
function shaken(vector: Vector, recorded: RecordedHandshake): HandshakeKeys | undefined {
  const ephemeral = recorded.client_ephemeral_private_hex;
  const responder = new Responder({
    suite: recorded.suite,
    prologue:
      recorded.prologue_hex === undefined ? Buffer.from(recorded.prologue_utf8 ?? "") : bytes(recorded.prologue_hex),
    keys: keyPairOf(bytes(vector.client.static_private_hex)),
    serverKey: bytes(vector.server.static_public_hex),
    ...(ephemeral === undefined ? {} : { ephemeral: keyPairOf(bytes(ephemeral)) }),
  });
  expect(responder.readMessage1(bytes(recorded.msg1_hex)).toString()).toBe(recorded.msg1_payload_utf8);
  expect(pskId(bytes(recorded.psk_hex))).toBe(recorded.psk_id);
  if (recorded.msg2_hex === undefined) return undefined;
  const { message, keys } = responder.writeMessage2(bytes(recorded.psk_hex));
  expect(message.toString("hex")).toBe(recorded.msg2_hex);
  expect(keys.hash.toString("hex")).toBe(recorded.handshake_hash_hex);
  return keys;
}

/** Some audio frames were left out of the recordings: their nonces are used up here. */
function checkFrame(
  frame: RecordedFrame,
  keys: readonly (HandshakeKeys | undefined)[],
  counters: Map<Cipher, number>,
): void {
  const { handshake, nonce, ciphertext_hex: ciphertext } = frame;
  const used = handshake === undefined ? undefined : keys[handshake];
  if (used === undefined || ciphertext === undefined || nonce === undefined) return;
  const plaintext =
    frame.plaintext_hex === undefined
      ? Buffer.concat([Buffer.of(0), Buffer.from(frame.plaintext_json ?? "")])
      : bytes(frame.plaintext_hex);
  const cipher = frame.from === "server" ? used.receive : used.send;
  for (let n = counters.get(cipher) ?? 0; n < nonce; n++) cipher.encrypt(new Uint8Array(0));
  counters.set(cipher, nonce + 1);
  if (frame.from === "server")
    expect(cipher.decrypt(bytes(ciphertext)).toString("hex")).toBe(plaintext.toString("hex"));
  else expect(cipher.encrypt(plaintext).toString("hex")).toBe(ciphertext);
}
