import { encodeMessage, parseOpeningMessage, type NoiseSuite } from "@ma-alexa/protocol/sendspin";

import type { Clock, Logger, Timer } from "../../ports.js";

import type { HandshakeAnswer, Handshakes } from "./handshakes.js";
import { readable } from "./readable.js";
import type { Approach } from "./server-memory.js";

/** What the opening of a connection came to. */
export type Opened =
  | { readonly wire: "encrypted"; readonly answer: HandshakeAnswer }
  /** The server does not know encryption; `isUsable`: on this very connection we may go on in the clear. */
  | { readonly wire: "plaintext"; readonly isUsable: boolean }
  /** `detail` says in a few words why, for a person. */
  | { readonly wire: "refused"; readonly detail: string };

export interface OpeningParts {
  readonly clientId: string;
  readonly handshakes: Handshakes;
  readonly suite: NoiseSuite;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly send: (text: string) => boolean;
  readonly done: (opened: Opened) => void;
  /** The server does not take our suite; the next attempt offers the other one. */
  readonly suiteRefused: () => void;
}

/** aiosendspin 2.0.0 ignores client/init; every later version answers it or closes at once (Sendspin reference 1.12). */
const SILENCE_MEANS_PLAINTEXT_MS = 3_000;

/** Finds out at the beginning of a connection whether the server encrypts, and shakes hands with one that does. */
export class Opening {
  readonly #parts: OpeningParts;
  readonly #approach: Exclude<Approach, "plaintext">;
  readonly #clientInit: string;
  #serverInit: { readonly text: string; readonly serverId: string } | undefined;
  #timer: Timer | undefined;
  #isDone = false;

  constructor(parts: OpeningParts, approach: Exclude<Approach, "plaintext">) {
    this.#parts = parts;
    this.#approach = approach;
    const { clientId, suite } = parts;
    this.#clientInit = encodeMessage({ type: "client/init", payload: { client_id: clientId, version: 1, suite } });
  }

  start(): void {
    this.#parts.send(this.#clientInit);
    if (this.#approach === "encrypted") return;
    this.#timer = this.#parts.clock.after(SILENCE_MEANS_PLAINTEXT_MS, () => {
      this.#end({ wire: "plaintext", isUsable: true });
    });
  }

  stop(): void {
    this.#isDone = true;
    this.#timer?.cancel();
  }

  heardText(text: string): void {
    if (this.#isDone) return;
    const message = readable(this.#parts.logger, () => parseOpeningMessage(text));
    if (message === undefined) return;
    switch (message.type) {
      case "server/init":
        this.#timer?.cancel();
        this.#serverInit = { text, serverId: message.payload.server_id };
        return;
      case "noise/handshake":
        this.#shakeHands(Buffer.from(message.payload.data, "base64url"));
        return;
      case "server/error":
        if (message.payload.reason === "unsupported_suite") this.#parts.suiteRefused();
        this.#refused(`it refused encryption (${message.payload.reason ?? "no reason given"})`);
        return;
      case "client/init":
      case "unknown":
        return;
    }
  }

  /** The connection ended. False when that is the server's way of saying that it does not know encryption. */
  closed(): boolean {
    const isAnswer = !this.#isDone && this.#approach === "probe" && this.#serverInit === undefined;
    if (isAnswer) this.#end({ wire: "plaintext", isUsable: false });
    this.stop();
    return !isAnswer;
  }

  #shakeHands(message1: Buffer): void {
    const { handshakes, suite, send } = this.#parts;
    if (this.#serverInit === undefined) return;
    const { text, serverId } = this.#serverInit;
    const answer = handshakes.first({ suite, inits: this.#clientInit + text, serverId, message1 });
    if (answer === undefined) {
      this.#refused(
        "it asked for a pairing that this player no longer has; remove it in Music Assistant, then pair it again",
      );
      return;
    }
    const data = answer.message2.toString("base64url");
    send(encodeMessage({ type: "noise/handshake", payload: { data } }));
    this.#end({ wire: "encrypted", answer });
  }

  #refused(detail: string): void {
    this.#end({ wire: "refused", detail });
  }

  #end(opened: Opened): void {
    if (this.#isDone) return;
    this.stop();
    this.#parts.done(opened);
  }
}
