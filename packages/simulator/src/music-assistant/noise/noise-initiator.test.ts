import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { NoiseSuite } from "@ma-alexa/protocol/sendspin";
import { describe, expect, it } from "vitest";
import { NoiseInitiator, type NoiseKey } from "./noise-initiator.js";

interface Recorded {
  readonly name: string;
  readonly client: { readonly id: string };
  readonly server: { readonly id: string; readonly static_private_hex: string };
  readonly handshakes: readonly {
    readonly suite: NoiseSuite;
    readonly psk_hex: string;
    readonly server_ephemeral_private_hex: string;
    readonly server_ephemeral_public_hex: string;
    readonly prologue_utf8?: string;
    readonly prologue_hex?: string;
    readonly msg1_payload_utf8: string;
    readonly msg1_hex: string;
    readonly msg2_hex?: string;
    readonly handshake_hash_hex?: string;
  }[];
  readonly frames: readonly {
    readonly from?: string;
    readonly handshake?: number;
    readonly nonce?: number;
    readonly plaintext_json?: string;
    readonly ciphertext_hex?: string;
  }[];
}

const bytes = (hex: string): Buffer => Buffer.from(hex, "hex");
const vectors = ["e9", "e10"].flatMap(recorded);

describe.skipIf(vectors.length === 0)("the server's side (skipped where the folder of recordings is absent)", () => {
  it.each(vectors)(
    "%s: message 1, the hash, and the first frame of each handshake are the recorded ones",
    (_, vector) => {
      const server: NoiseKey = {
        secret: bytes(vector.server.static_private_hex).toString("base64url"),
        public: vector.server.id,
      };
      for (const [index, shake] of vector.handshakes.entries()) {
        const initiator = new NoiseInitiator({
          suite: shake.suite,
          prologue:
            shake.prologue_hex === undefined ? Buffer.from(shake.prologue_utf8 ?? "") : bytes(shake.prologue_hex),
          server,
          clientId: vector.client.id,
          ephemeral: {
            secret: bytes(shake.server_ephemeral_private_hex).toString("base64url"),
            public: bytes(shake.server_ephemeral_public_hex).toString("base64url"),
          },
        });
        expect(initiator.message1(shake.msg1_payload_utf8).toString("hex")).toBe(shake.msg1_hex);
        if (shake.msg2_hex === undefined) continue;
        const transport = initiator.message2(bytes(shake.msg2_hex), bytes(shake.psk_hex));
        expect(transport.hash.toString("hex")).toBe(shake.handshake_hash_hex);
        const isFirst = (from: string) => (frame: Recorded["frames"][number]) =>
          frame.from === from && frame.handshake === index && frame.nonce === 0;
        // Keys that are changed at once carry no frame, or one that is not written down.
        const said = vector.frames.find(isFirst("server"));
        if (said?.ciphertext_hex !== undefined)
          expect(transport.seal(Buffer.from(`\0${said.plaintext_json ?? ""}`)).toString("hex")).toBe(
            said.ciphertext_hex,
          );
        const heard = vector.frames.find(isFirst("client"));
        if (heard?.ciphertext_hex !== undefined)
          expect(transport.open(bytes(heard.ciphertext_hex)).toString()).toBe(`\0${heard.plaintext_json ?? ""}`);
      }
    },
  );
});

function recorded(dialect: string): [string, Recorded][] {
  let root = import.meta.dirname;
  while (!existsSync(join(root, "pnpm-workspace.yaml")) && dirname(root) !== root) root = dirname(root);
  const shared = process.env["MA_ALEXA_SHARED"] ?? join(root, "..", "shared");
  const file = join(shared, "captures", "sendspin", `noise-vectors-${dialect}.json`);
  if (!existsSync(file)) return [];
  const { vectors: list } = JSON.parse(readFileSync(file, "utf8")) as { vectors: Recorded[] };
  return list.map((vector) => [`${dialect} ${vector.name}`, vector]);
}
