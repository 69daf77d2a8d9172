import { WireError } from "@ma-alexa/protocol";
import {
  e10,
  e9,
  parseHandshakePayload,
  type Dialect,
  type HandshakePayload,
  type NoiseSuite,
} from "@ma-alexa/protocol/sendspin";

import type { PlayerCredentials } from "./credentials.js";
import { keyPairOf, type KeyPair } from "./noise/key-pair.js";
import { SENTINEL, type Psk, type PskKind } from "./noise/psk.js";
import { Responder, type HandshakeKeys } from "./noise/responder.js";

/** What a completed handshake comes to. */
export interface Session {
  readonly dialect: Dialect;
  readonly suite: NoiseSuite;
  readonly serverId: string;
  readonly trust: PskKind;
  /** The server believes in a pairing that we have lost. */
  readonly hasMismatch: boolean;
  readonly keys: HandshakeKeys;
}

export interface HandshakeAnswer {
  readonly message2: Buffer;
  readonly session: Session;
}

/** Answers the handshakes of servers with the secrets of one player. */
export class Handshakes {
  readonly #keys: KeyPair;
  readonly #credentials: PlayerCredentials;

  /** `privateKey` is raw, in base64url, and a secret. Throws when it is no X25519 key. */
  constructor(privateKey: string, credentials: PlayerCredentials) {
    this.#keys = keyPairOf(Buffer.from(privateKey, "base64url"));
    this.#credentials = credentials;
  }

  /**
   * The answer to message 1 of an opening handshake; undefined when the server does not hold its own key or asks for a
   * secret that we do not share (Sendspin reference 2.3). `inits` are both init texts exactly as they were sent.
   */
  first(opening: {
    readonly suite: NoiseSuite;
    readonly inits: string;
    readonly serverId: string;
    readonly message1: Uint8Array;
  }): HandshakeAnswer | undefined {
    const { suite, serverId, message1 } = opening;
    const responder = this.#responder(suite, Buffer.from(opening.inits), serverId);
    const payload = payloadOf(responder, message1);
    if (payload === undefined) return undefined;
    // A server of E10 always says the category and cannot know our dialect yet (Sendspin reference 0.3).
    const dialect = payload.psk_category === undefined ? e9 : e10;
    const known = this.#credentials.find(payload.psk_id, serverId);
    const psk = known ?? (dialect.fallsBackToSentinel ? SENTINEL : undefined);
    if (psk === undefined) return undefined;
    return answered(responder, psk, { dialect, suite, serverId, hasMismatch: known === undefined });
  }

  /** The same for a change of keys under way: whose secret it is must be known, and the dialect stays. */
  again(session: Session, message1: Uint8Array): HandshakeAnswer | undefined {
    const responder = this.#responder(session.suite, session.keys.hash, session.serverId);
    const payload = payloadOf(responder, message1);
    const psk = payload && this.#credentials.find(payload.psk_id, session.serverId);
    return psk && answered(responder, psk, { ...session, hasMismatch: false });
  }

  #responder(suite: NoiseSuite, prologue: Uint8Array, serverId: string): Responder {
    return new Responder({ suite, prologue, keys: this.#keys, serverKey: Buffer.from(serverId, "base64url") });
  }
}

function answered(responder: Responder, { psk, kind }: Psk, known: Omit<Session, "keys" | "trust">): HandshakeAnswer {
  const { message, keys } = responder.writeMessage2(psk);
  return { message2: message, session: { ...known, trust: kind, keys } };
}

/** Undefined when message 1 was not made with the server's key, or says nothing readable. */
function payloadOf(responder: Responder, message1: Uint8Array): HandshakePayload | undefined {
  let text: string;
  try {
    text = responder.readMessage1(message1).toString();
  } catch {
    // node:crypto tells a wrong key, a wrong length and a key of low order in the same way.
    return undefined;
  }
  try {
    return parseHandshakePayload(text);
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
