import { EventEmitter } from "node:events";

import { encodeMessage } from "@ma-alexa/protocol/sendspin";

import type { Clock, Logger, Timer } from "../../ports.js";

import { Connection } from "./connection.js";
import type { ControllerArguments } from "./controller.js";
import { Conversation } from "./conversation.js";
import type { SendspinEvents } from "./events.js";
import { DEFAULT_BUFFER_CAPACITY_BYTES, type ClientIdentity } from "./hello.js";
import {
  initialLink,
  stepLink,
  type GoodbyeReason,
  type Link,
  type LinkEffect,
  type LinkInput,
} from "./link-machine.js";
import { linkStateOf, type LinkState } from "./link-state.js";
import type { PlayerReport } from "./player-report.js";
import { openWebSocket, type OpenSocket } from "./socket.js";

/** Who a client is, where Music Assistant is, and the ports it uses. */
export interface SendspinClientOptions extends Omit<ClientIdentity, "bufferCapacityBytes"> {
  /** A `ws://` URL, or a function that is asked before every attempt and answers undefined while none is known. */
  readonly address: string | (() => string | undefined);
  /** 1 920 000 when absent: ten seconds of PCM 48/16/2. */
  readonly bufferCapacityBytes?: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly openSocket?: OpenSocket;
}

/**
 * One Echo as a Sendspin player of Music Assistant, in the plaintext dialect. It connects, comes back after every
 * loss, keeps the server's clock, and tells what the server says through typed events. Nothing a server does makes it
 * throw; what is wrong stands in `link.reason`. A lost connection ends no stream by itself: the listener decides.
 */
export class SendspinClient extends EventEmitter<SendspinEvents> {
  readonly #address: () => string | undefined;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #connection: Connection;
  readonly #conversation: Conversation;
  #link: Link;
  #told: LinkState;
  #timer: Timer | undefined;
  #whenStopped: (() => void)[] = [];

  constructor(options: SendspinClientOptions) {
    super();
    const { address, clock } = options;
    this.#address = typeof address === "function" ? address : () => address;
    this.#clock = clock;
    this.#logger = options.logger.child({ player: options.clientId.slice(0, 16), name: options.name });
    this.#connection = this.#newConnection(options.openSocket ?? openWebSocket);
    this.#conversation = this.#newConversation(options);
    this.#link = initialLink({ nowMs: clock.now(), epochMs: clock.epoch() });
    this.#told = linkStateOf(this.#link);
  }

  /** How far the player has come; the event `link` tells every change. */
  get link(): LinkState {
    return this.#told;
  }

  /** Begins to connect, and goes on until `stop`. */
  start(): void {
    this.#step({ type: "start" });
  }

  /** Says goodbye and closes; resolves when the socket is gone, after a second at most. */
  async stop(reason: GoodbyeReason = "shutdown"): Promise<void> {
    this.#step({ type: "stop", goodbye: reason });
    if (this.#link.phase.kind === "stopped") return;
    await new Promise<void>((resolve) => {
      this.#whenStopped.push(resolve);
    });
  }

  /**
   * Changes what Music Assistant is told of the player. The full state goes out at once, or with the next connection;
   * a report that changes nothing is not sent. Values are rounded and kept in the range the wire allows.
   */
  report(change: Partial<PlayerReport>): void {
    this.#conversation.report(change);
  }

  /**
   * Asks Music Assistant for `play`, `pause`, `next`, … on the queue of this player. False when the server has not
   * offered the command or is not there. Throws WireError when an argument the command needs is missing.
   */
  command(name: string, args: ControllerArguments = {}): boolean {
    return this.#conversation.command(name, args);
  }

  /** The server's clock in µs, to which every timestamp belongs; undefined before a server ever answered. */
  serverNowUs(): number | undefined {
    return this.#conversation.serverNowUs();
  }

  #newConnection(openSocket: OpenSocket): Connection {
    const listener = {
      opened: () => {
        this.#step({ type: "opened" });
        this.#conversation.begin();
      },
      text: (text: string) => {
        this.#conversation.heard(text);
      },
      binary: (bytes: Uint8Array) => {
        this.#conversation.heardBinary(bytes);
      },
      silent: () => {
        this.#step({ type: "silent" });
      },
      closed: (detail: string) => {
        this.#conversation.end();
        this.#step({ type: "closed", detail });
      },
    };
    return new Connection({ openSocket, clock: this.#clock, listener });
  }

  #newConversation(options: SendspinClientOptions): Conversation {
    return new Conversation({
      identity: { bufferCapacityBytes: DEFAULT_BUFFER_CAPACITY_BYTES, ...options },
      clock: options.clock,
      logger: this.#logger,
      send: (text) => this.#connection.send(text),
      tell: (name, ...values) => {
        // The emitter's own type cannot follow a name that is still generic.
        (this as EventEmitter).emit(name, ...values);
      },
      greeted: (granted) => {
        this.#step({ type: "greeted", granted });
      },
      listed: (play) => {
        this.#step({ type: "listed", play });
      },
    });
  }

  #step(input: LinkInput): void {
    const at = { nowMs: this.#clock.now(), epochMs: this.#clock.epoch() };
    const { link, effects } = stepLink(this.#link, input, at);
    this.#link = link;
    for (const effect of effects) this.#perform(effect);
    this.#tellLink();
    if (input.type === "closed" || this.#link.phase.kind === "stopped")
      for (const resolve of this.#whenStopped.splice(0)) resolve();
  }

  #perform(effect: LinkEffect): void {
    switch (effect.do) {
      case "connect":
        this.#connection.open(effect.address);
        return;
      case "disconnect":
        this.#conversation.end();
        this.#connection.leave(
          effect.goodbye && encodeMessage({ type: "client/goodbye", payload: { reason: effect.goodbye } }),
        );
        return;
      case "timer":
        this.#setTimer(effect.delayMs);
        return;
      case "no-timer":
        this.#timer?.cancel();
        return;
    }
  }

  #setTimer(delayMs: number): void {
    this.#timer?.cancel();
    this.#timer = this.#clock.after(delayMs, () => {
      this.#step({ type: "timer", address: this.#address() });
    });
  }

  #tellLink(): void {
    const before = this.#told;
    const state = linkStateOf(this.#link);
    if (state.kind === before.kind && state.reason === before.reason) return;
    // While nothing but the reason changes, it is still the same stretch of time.
    this.#told = state.kind === before.kind ? { ...state, sinceEpochMs: before.sinceEpochMs } : state;
    this.#logLink(before);
    this.emit("link", this.#told);
  }

  /** One line per outage; that a further attempt met something else is for the transcript. */
  #logLink(before: LinkState): void {
    const { kind, reason } = this.#told;
    if (kind === "playable") this.#logger.info({}, "Music Assistant holds the player");
    else if (reason === undefined) this.#logger.debug({ link: kind }, "The link changed");
    else if (kind === "offline" && before.kind === kind && before.reason !== undefined) this.#logger.debug({}, reason);
    else this.#logger.warn({ link: kind }, reason);
  }
}
