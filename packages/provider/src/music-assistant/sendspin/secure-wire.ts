import {
  cutIntoFragments,
  decodeAudioFrame,
  encodeMessage,
  JSON_TYPE,
  parseSecureServerMessage,
  Reassembly,
  type Dialect,
  type Fragmentation,
} from "@ma-alexa/protocol/sendspin";

import type { Logger } from "../../ports.js";

import type { Handshakes, Session } from "./handshakes.js";
import type { PskKind } from "./noise/psk.js";
import { readable } from "./readable.js";
import type { SaidMessage, Wire, WireListener } from "./wire.js";

export interface SecureWireParts {
  readonly send: (frame: Uint8Array) => boolean;
  readonly listener: WireListener;
  readonly logger: Logger;
  readonly handshakes: Handshakes;
  /** What the opening handshake came to. */
  readonly session: Session;
}

/** Dialects E9 and E10: every frame is one Noise transport message; keys may be changed under way. */
export class SecureWire implements Wire {
  readonly dialect: Dialect;
  readonly #parts: SecureWireParts;
  readonly #fragmentation: Fragmentation;
  readonly #reassembly: Reassembly;
  #session: Session;
  /** While keys change nothing else may be said; undefined at all other times. */
  #held: SaidMessage[] | undefined;
  #isBroken = false;

  constructor(parts: SecureWireParts) {
    const { dialect } = parts.session;
    if (dialect.fragmentation === undefined) throw new TypeError("An encrypted dialect has a fragmentation.");
    this.dialect = dialect;
    this.#parts = parts;
    this.#session = parts.session;
    this.#fragmentation = dialect.fragmentation;
    this.#reassembly = new Reassembly(dialect.fragmentation);
  }

  get serverId(): string {
    return this.#session.serverId;
  }

  get trust(): PskKind {
    return this.#session.trust;
  }

  get hasMismatch(): boolean {
    return this.#session.hasMismatch;
  }

  send(message: SaidMessage): boolean {
    if (this.#isBroken) return false;
    // E9 greets again before the server activates; everything else waits for that.
    if (this.#held === undefined || message.type === "client/hello") return this.#say(message);
    // A question for the time would be answered with the time of waiting in it.
    if (message.type !== "client/time") this.#held.push(message);
    return true;
  }

  frame(message: SaidMessage): Uint8Array {
    return this.#session.keys.send.encrypt(plaintextOf(message));
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const message of held) this.#say(message);
  }

  heardText(): void {
    this.#broken("it sent unencrypted text on an encrypted connection");
  }

  heardBinary(bytes: Uint8Array): void {
    if (this.#isBroken) return;
    let plaintext: Uint8Array;
    try {
      plaintext = this.#session.keys.receive.decrypt(bytes);
    } catch {
      this.#broken("it sent something that our common key does not open");
      return;
    }
    const whole = readable(this.#parts.logger, () => this.#reassembly.take(plaintext));
    if (whole !== undefined) this.#heardWhole(whole);
  }

  #heardWhole(whole: Uint8Array): void {
    if (whole[0] !== JSON_TYPE) {
      const frame = readable(this.#parts.logger, () => decodeAudioFrame(whole, this.dialect.audioHeaderBytes));
      if (frame !== undefined) this.#parts.listener.audio(frame);
      return;
    }
    const message = readable(this.#parts.logger, () => parseSecureServerMessage(utf8(whole.subarray(1))));
    if (message === undefined) return;
    if (message.type === "noise/handshake") this.#changeKeys(Buffer.from(message.payload.data, "base64url"));
    else this.#parts.listener.message(message);
  }

  /** Our answer is the last thing that the old keys say (Sendspin reference 2.9). */
  #changeKeys(message1: Buffer): void {
    const answer = this.#parts.handshakes.again(this.#session, message1);
    if (answer === undefined) {
      this.#broken("it asked for a secret that we do not share");
      return;
    }
    this.#say({ type: "noise/handshake", payload: { data: answer.message2.toString("base64url") } });
    this.#session = answer.session;
    this.#held ??= [];
    this.#parts.listener.rehandshaken();
  }

  #say(message: SaidMessage): boolean {
    let isSent = true;
    for (const piece of cutIntoFragments(plaintextOf(message), this.#fragmentation))
      isSent = this.#parts.send(this.#session.keys.send.encrypt(piece)) && isSent;
    return isSent;
  }

  #broken(detail: string): void {
    if (this.#isBroken) return;
    this.#isBroken = true;
    this.#parts.listener.failed(detail);
  }
}

function plaintextOf(message: SaidMessage): Uint8Array {
  return Buffer.concat([Buffer.of(JSON_TYPE), Buffer.from(encodeMessage(message))]);
}

function utf8(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}
