import type { NoiseSuite } from "@ma-alexa/protocol/sendspin";

import type { Cipher } from "./cipher.js";
import { ephemeralKeyPair, sharedSecret, type KeyPair } from "./key-pair.js";
import { SymmetricState } from "./symmetric-state.js";

const KEY_BYTES = 32;
/** The payload of message 2 is these two bytes, always (Sendspin reference 2.2). */
const EMPTY_PAYLOAD = Buffer.from("{}");

/** The keys that a handshake leaves, and its hash, which is the prologue of the next one. */
export interface HandshakeKeys {
  readonly receive: Cipher;
  readonly send: Cipher;
  readonly hash: Buffer;
}

/**
 * The client's side of one Noise KKpsk2 handshake: `readMessage1`, then `writeMessage2` with the PSK that message 1
 * asked for. The server is the initiator, whoever opened the socket (Sendspin reference 2.1).
 */
export class Responder {
  readonly #state: SymmetricState;
  readonly #keys: KeyPair;
  readonly #serverKey: Uint8Array;
  readonly #ephemeral: KeyPair;
  #serverEphemeral: Buffer = Buffer.alloc(0);

  constructor(parts: {
    readonly suite: NoiseSuite;
    readonly prologue: Uint8Array;
    readonly keys: KeyPair;
    readonly serverKey: Uint8Array;
    /** Given by tests only; a new one otherwise. */
    readonly ephemeral?: KeyPair;
  }) {
    this.#keys = parts.keys;
    this.#serverKey = parts.serverKey;
    this.#ephemeral = parts.ephemeral ?? ephemeralKeyPair();
    this.#state = new SymmetricState(parts.suite);
    this.#state.mixHash(parts.prologue);
    this.#state.mixHash(parts.serverKey);
    this.#state.mixHash(parts.keys.publicKey);
  }

  /** The payload of message 1, readable before the PSK is known. Throws when the server does not hold its own key. */
  readMessage1(message: Uint8Array): Buffer {
    this.#serverEphemeral = Buffer.from(message.subarray(0, KEY_BYTES));
    this.#state.mixHash(this.#serverEphemeral);
    this.#state.mixKey(this.#serverEphemeral);
    this.#state.mixKey(sharedSecret(this.#keys, this.#serverEphemeral));
    this.#state.mixKey(sharedSecret(this.#keys, this.#serverKey));
    return this.#state.decryptAndHash(message.subarray(KEY_BYTES));
  }

  /** Message 2, 50 bytes, and the keys that hold from then on. */
  writeMessage2(psk: Uint8Array): { readonly message: Buffer; readonly keys: HandshakeKeys } {
    const { publicKey } = this.#ephemeral;
    this.#state.mixHash(publicKey);
    this.#state.mixKey(publicKey);
    this.#state.mixKey(sharedSecret(this.#ephemeral, this.#serverEphemeral));
    this.#state.mixKey(sharedSecret(this.#ephemeral, this.#serverKey));
    this.#state.mixKeyAndHash(psk);
    const message = Buffer.concat([publicKey, this.#state.encryptAndHash(EMPTY_PAYLOAD)]);
    const [receive, send] = this.#state.split();
    return { message, keys: { receive, send, hash: this.#state.hash } };
  }
}
