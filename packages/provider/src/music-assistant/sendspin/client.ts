import { EventEmitter } from "node:events";

import { encodePairingToken } from "@ma-alexa/protocol/sendspin";

import type { Clock, Logger, Timer } from "../../ports.js";

import { Connection } from "./connection.js";
import type { ControllerArguments } from "./controller.js";
import { Conversation } from "./conversation.js";
import type { PlayerCredentials } from "./credentials.js";
import { Dialling } from "./dialling.js";
import type { Encryption } from "./encryption.js";
import type { SendspinEvents } from "./events.js";
import { DEFAULT_BUFFER_CAPACITY_BYTES, type AudioFormat, type ClientIdentity } from "./hello.js";
import type { GoodbyeReason, Link, LinkEffect, LinkInput } from "./link.js";
import { initialLink, stepLink } from "./link-machine.js";
import { linkStateOf, type LinkState } from "./link-state.js";
import type { PlayerReport } from "./player-report.js";
import type { SecurityState } from "./security.js";
import { openWebSocket, type OpenSocket } from "./socket.js";

/** Who a client is, where Music Assistant is, and the ports it uses. */
export interface SendspinClientOptions extends Omit<ClientIdentity, "bufferCapacityBytes"> {
  /** A `ws://` URL, or a function that is asked before every attempt and answers undefined while none is known. */
  readonly address: string | (() => string | undefined);
  /** 1 920 000 when absent: ten seconds of PCM 48/16/2. */
  readonly bufferCapacityBytes?: number;
  /** Absent: this client speaks plaintext only. */
  readonly encryption?: Encryption;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly openSocket?: OpenSocket;
}

/**
 * One Echo as a Sendspin player of Music Assistant, in whatever dialect the server speaks. It connects, comes back after
 * every loss, keeps the server's clock, and tells what the server says through typed events. Nothing a server does makes
 * it throw; what is wrong stands in `link.reason`. A lost connection ends no stream by itself: the listener decides.
 */
export class SendspinClient extends EventEmitter<SendspinEvents> {
  readonly #address: () => string | undefined;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #connection: Connection;
  readonly #conversation: Conversation;
  readonly #dialling: Dialling;
  readonly #pairingToken: string | undefined;
  #link: Link;
  #told: LinkState;
  #isHeld = true;
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
    this.#dialling = this.#newDialling(options);
    this.#pairingToken = options.encryption && tokenOf(options.clientId, options.encryption.credentials);
    this.#link = initialLink({ nowMs: clock.now(), epochMs: clock.epoch() });
    this.#told = linkStateOf(this.#link);
  }

  /** How far the player has come; the event `link` tells every change. */
  get link(): LinkState {
    return this.#told;
  }

  /** How the connection is protected; the event `security` tells every change. */
  get security(): SecurityState {
    return this.#conversation.security;
  }

  /** What a person gives to Music Assistant to pair this player, a secret; undefined without encryption. */
  get pairingToken(): string | undefined {
    return this.#pairingToken;
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

  /**
   * From now on asks for audio in another format. A connected client leaves and comes back at once, because only a
   * greeting can say so; what plays is over for Music Assistant.
   */
  setFormat(format: AudioFormat, bufferCapacityBytes: number = DEFAULT_BUFFER_CAPACITY_BYTES): void {
    if (this.#conversation.offer(format, bufferCapacityBytes)) this.#step({ type: "renew" });
  }

  /** Leaves a group that plays and stays available; false where the server's dialect does not have that. */
  leaveGroup(): boolean {
    return this.#conversation.leaveGroup();
  }

  /**
   * Music Assistant says elsewhere whether it holds this player. One that it has lost, although the socket is open, joins
   * anew (design, section 4); that it holds it is news only after that.
   */
  held(isHeld: boolean): void {
    if (this.#isHeld === isHeld || (!isHeld && this.#told.kind !== "playable")) return;
    this.#isHeld = isHeld;
    this.#step({ type: "listed", play: isHeld });
  }

  /** The server's clock in µs, to which every timestamp belongs; undefined before a server ever answered. */
  serverNowUs(): number | undefined {
    return this.#conversation.serverNowUs();
  }

  #newConnection(openSocket: OpenSocket): Connection {
    const listener = {
      opened: () => {
        this.#step({ type: "opened" });
        this.#dialling.opened();
      },
      text: (text: string) => {
        this.#dialling.heardText(text);
      },
      binary: (bytes: Uint8Array) => {
        this.#dialling.heardBinary(bytes);
      },
      silent: () => {
        this.#step({ type: "silent" });
      },
      closed: (detail: string) => {
        this.#conversation.end();
        this.#step(this.#dialling.closed() ? { type: "closed", detail } : { type: "redial" });
      },
    };
    return new Connection({ openSocket, clock: this.#clock, listener });
  }

  #newDialling(options: SendspinClientOptions): Dialling {
    return new Dialling({
      clientId: options.clientId,
      ...(options.encryption === undefined ? {} : { encryption: options.encryption }),
      clock: options.clock,
      logger: this.#logger,
      send: (frame) => this.#connection.send(frame),
      conversation: this.#conversation,
      refuse: (detail) => {
        this.#step({ type: "refused", detail });
      },
    });
  }

  #newConversation(options: SendspinClientOptions): Conversation {
    return new Conversation({
      identity: { bufferCapacityBytes: DEFAULT_BUFFER_CAPACITY_BYTES, ...options },
      clock: options.clock,
      logger: this.#logger,
      ...(options.encryption === undefined ? {} : { credentials: options.encryption.credentials }),
      tell: (name, ...values) => {
        // The emitter's own type cannot follow a name that is still generic.
        (this as EventEmitter).emit(name, ...values);
      },
      greeted: (grant) => {
        this.#step({ type: "greeted", grant });
      },
      granted: (grant) => {
        this.#step({ type: "granted", grant });
      },
      listed: (play) => {
        this.#step({ type: "listed", play });
      },
      refuse: (detail, goodbye) => {
        this.#step({ type: "refused", detail, ...(goodbye === undefined ? {} : { goodbye }) });
      },
      isDowngrade: (serverId) => options.encryption?.servers.hasEncrypted(serverId) ?? false,
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
        this.#dialling.dial(effect.address);
        this.#connection.open(effect.address);
        return;
      case "disconnect":
        this.#leave(effect.goodbye);
        return;
      case "timer":
        this.#setTimer(effect.delayMs);
        return;
      case "no-timer":
        this.#timer?.cancel();
        return;
    }
  }

  #leave(reason: GoodbyeReason | undefined): void {
    const goodbye = reason === undefined ? undefined : this.#conversation.goodbye(reason);
    this.#conversation.end();
    this.#dialling.stop();
    this.#connection.leave(goodbye);
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

function tokenOf(clientId: string, { pairingPsk }: PlayerCredentials): string {
  return encodePairingToken({ clientKey: Buffer.from(clientId, "base64url"), pairingPsk });
}
