import { decodeAudioFrame, encodeMessage, parseServerMessage, plaintext } from "@ma-alexa/protocol/sendspin";

import type { Logger } from "../../ports.js";

import { readable } from "./readable.js";
import type { SaidMessage, Wire, WireListener } from "./wire.js";

export interface PlainWireParts {
  readonly send: (frame: string) => boolean;
  readonly listener: WireListener;
  readonly logger: Logger;
}

/** Dialect L: text frames are messages, binary frames are audio. */
export class PlainWire implements Wire {
  readonly dialect = plaintext;
  readonly serverId = undefined;
  readonly trust = undefined;
  readonly hasMismatch = false;
  readonly #parts: PlainWireParts;

  constructor(parts: PlainWireParts) {
    this.#parts = parts;
  }

  send(message: SaidMessage): boolean {
    return this.#parts.send(this.frame(message));
  }

  frame(message: SaidMessage): string {
    return encodeMessage(message);
  }

  release(): void {
    // Nothing is ever held back here.
  }

  heardText(text: string): void {
    const message = readable(this.#parts.logger, () => parseServerMessage(text));
    if (message !== undefined) this.#parts.listener.message(message);
  }

  heardBinary(bytes: Uint8Array): void {
    const frame = readable(this.#parts.logger, () => decodeAudioFrame(bytes));
    if (frame !== undefined) this.#parts.listener.audio(frame);
  }
}
