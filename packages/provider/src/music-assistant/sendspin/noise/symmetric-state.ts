import { createHash, hkdfSync } from "node:crypto";

import type { NoiseSuite } from "@ma-alexa/protocol/sendspin";

import { Cipher } from "./cipher.js";

const HASH_BYTES = 32;

/** What both sides know of a handshake so far (Noise, SymmetricState). */
export class SymmetricState {
  readonly #suite: NoiseSuite;
  #hash: Buffer;
  #chainingKey: Buffer;
  #cipher: Cipher | undefined;

  constructor(suite: NoiseSuite) {
    const name = Buffer.from(`Noise_KKpsk2_${suite}`);
    this.#suite = suite;
    // A name of at most 32 bytes is not hashed but padded; that of AESGCM has exactly 32 (Sendspin reference 2.2).
    this.#hash = name.length === HASH_BYTES ? name : sha256(name);
    this.#chainingKey = this.#hash;
  }

  get hash(): Buffer {
    return this.#hash;
  }

  mixHash(bytes: Uint8Array): void {
    this.#hash = sha256(this.#hash, bytes);
  }

  mixKey(secret: Uint8Array): void {
    const [chainingKey, key] = derive(this.#chainingKey, secret, 2);
    this.#chainingKey = present(chainingKey);
    this.#cipher = new Cipher(this.#suite, present(key));
  }

  mixKeyAndHash(psk: Uint8Array): void {
    const [chainingKey, hash, key] = derive(this.#chainingKey, psk, 3);
    this.#chainingKey = present(chainingKey);
    this.mixHash(present(hash));
    this.#cipher = new Cipher(this.#suite, present(key));
  }

  encryptAndHash(plaintext: Uint8Array): Buffer {
    const ciphertext = present(this.#cipher).encrypt(plaintext, this.#hash);
    this.mixHash(ciphertext);
    return ciphertext;
  }

  /** Throws when the other side does not hold the same keys. */
  decryptAndHash(ciphertext: Uint8Array): Buffer {
    const plaintext = present(this.#cipher).decrypt(ciphertext, this.#hash);
    this.mixHash(ciphertext);
    return plaintext;
  }

  /** The keys of the transport: the initiator's direction first. */
  split(): readonly [Cipher, Cipher] {
    const [first, second] = derive(this.#chainingKey, new Uint8Array(0), 2);
    return [new Cipher(this.#suite, present(first)), new Cipher(this.#suite, present(second))];
  }
}

/** Noise's HKDF is RFC 5869's with the chaining key as salt and no info. */
function derive(chainingKey: Buffer, secret: Uint8Array, outputs: 2 | 3): Buffer[] {
  const bytes = Buffer.from(hkdfSync("sha256", secret, chainingKey, "", outputs * HASH_BYTES));
  return Array.from({ length: outputs }, (_, n) => bytes.subarray(n * HASH_BYTES, (n + 1) * HASH_BYTES));
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("A Noise handshake was used out of its order.");
  return value;
}
