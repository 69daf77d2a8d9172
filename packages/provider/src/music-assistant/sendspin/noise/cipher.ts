import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from "node:crypto";

import type { NoiseSuite } from "@ma-alexa/protocol/sendspin";

const TAG_BYTES = 16;
const NONCE_BYTES = 12;
const TAGGED = { authTagLength: TAG_BYTES };

/** One direction's key and counter (Noise, CipherState). */
export class Cipher {
  readonly #suite: NoiseSuite;
  readonly #key: KeyObject;
  /** Every chunk of audio passes here: what need not be made anew is not. */
  readonly #nonce = Buffer.alloc(NONCE_BYTES);
  #counter = 0;

  constructor(suite: NoiseSuite, key: Buffer) {
    this.#suite = suite;
    this.#key = createSecretKey(key);
  }

  encrypt(plaintext: Uint8Array, associated: Uint8Array = NOTHING): Buffer {
    const nonce = this.#nextNonce();
    const cipher =
      this.#suite === "25519_AESGCM_SHA256"
        ? createCipheriv("aes-256-gcm", this.#key, nonce, TAGGED)
        : createCipheriv("chacha20-poly1305", this.#key, nonce, TAGGED);
    if (associated.length > 0) cipher.setAAD(associated, { plaintextLength: plaintext.length });
    return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  }

  /** Throws when the bytes were not made with this key and counter. */
  decrypt(ciphertext: Uint8Array, associated: Uint8Array = NOTHING): Buffer {
    if (ciphertext.length < TAG_BYTES) throw new Error("A Noise message is shorter than its tag.");
    const end = ciphertext.length - TAG_BYTES;
    const nonce = this.#nextNonce();
    const decipher =
      this.#suite === "25519_AESGCM_SHA256"
        ? createDecipheriv("aes-256-gcm", this.#key, nonce, TAGGED)
        : createDecipheriv("chacha20-poly1305", this.#key, nonce, TAGGED);
    if (associated.length > 0) decipher.setAAD(associated, { plaintextLength: end });
    decipher.setAuthTag(ciphertext.subarray(end));
    const plaintext = decipher.update(ciphertext.subarray(0, end));
    decipher.final();
    return plaintext;
  }

  /** Four zero bytes, then the counter: little-endian for ChaChaPoly, big-endian for AESGCM (Sendspin reference 2.2). */
  #nextNonce(): Buffer {
    const counter = this.#counter++;
    const [high, low] = [Math.floor(counter / 2 ** 32), counter % 2 ** 32];
    if (this.#suite === "25519_AESGCM_SHA256") {
      this.#nonce.writeUInt32BE(high, 4);
      this.#nonce.writeUInt32BE(low, 8);
    } else {
      this.#nonce.writeUInt32LE(low, 4);
      this.#nonce.writeUInt32LE(high, 8);
    }
    return this.#nonce;
  }
}

const NOTHING = new Uint8Array(0);
