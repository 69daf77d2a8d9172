import { EventEmitter } from "node:events";

import { WireError } from "@ma-alexa/protocol";
import {
  AuthenticatedSchema,
  encodeApiCommand,
  parseApiMessage,
  type ApiMessage,
  type KnownApiEvent,
  type ServerInfo,
} from "@ma-alexa/protocol/music-assistant";
import type { z } from "zod";

import type { Clock, Logger, Timer } from "../../ports.js";
import { Connection } from "../sendspin/connection.js";
import { webSocketUpTo, type OpenSocket } from "../sendspin/socket.js";

import { initialApiLink, stepApi, type ApiEffect, type ApiInput, type ApiLink } from "./api-machine.js";
import { apiStateOf, type ApiState } from "./api-state.js";
import { MusicAssistantError } from "./music-assistant-error.js";
import { Requests, unreachable } from "./requests.js";

export interface ApiEvents {
  /** Authenticated, for the first time or again: whoever keeps something of the server's reads it anew. */
  ready: [ServerInfo];
  /** The connection is gone, or being given up. */
  lost: [];
  event: [KnownApiEvent];
  state: [ApiState];
}

export interface ApiConnectionParts {
  /** Asked before every attempt; undefined while nobody knows. A `ws://…/ws` URL. */
  readonly address: () => string | undefined;
  /** How this connection proves who it is; undefined for one on which somebody logs in. */
  readonly token?: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly openSocket?: OpenSocket;
}

/** A listing of ten thousand items comes in one message (Sendspin reference 4.2). */
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;
const ANSWER_WITHIN_MS = 20_000;
const AUTHENTICATE_WITHIN_MS = 9_000;

/**
 * One connection to Music Assistant's API that comes back after every loss; its holders keep it. Without a token it is
 * ready as soon as the server has introduced itself, for those commands that need none.
 */
export class ApiConnection extends EventEmitter<ApiEvents> {
  readonly #parts: ApiConnectionParts;
  readonly #connection: Connection;
  readonly #requests: Requests;
  #link: ApiLink = initialApiLink;
  #told: ApiState = { kind: "off" };
  #timer: Timer | undefined;
  #whenOff: (() => void)[] = [];

  constructor(parts: ApiConnectionParts) {
    super();
    this.#parts = parts;
    this.#requests = new Requests(parts.clock);
    this.#connection = new Connection({
      openSocket: parts.openSocket ?? webSocketUpTo(MAX_MESSAGE_BYTES),
      clock: parts.clock,
      listener: {
        opened: () => {
          this.#step({ type: "opened" });
        },
        text: (text) => {
          this.#heard(text);
        },
        binary: () => undefined,
        silent: () => {
          this.#step({ type: "silent", detail: "nothing was heard from it for 90 s" });
        },
        closed: (detail) => {
          this.#step({ type: "closed", detail });
        },
      },
    });
  }

  get state(): ApiState {
    return this.#told;
  }

  /** What the server said of itself; undefined unless ready. */
  get info(): ServerInfo | undefined {
    return this.#link.phase.kind === "ready" ? this.#link.phase.info : undefined;
  }

  start(): void {
    this.#step({ type: "start" });
  }

  /** Closes; resolves when the socket is gone, after a second at most. Open questions reject. */
  async stop(): Promise<void> {
    this.#step({ type: "stop" });
    if (this.#link.phase.kind === "off") return;
    await new Promise<void>((resolve) => {
      this.#whenOff.push(resolve);
    });
  }

  /**
   * Asks `command` and reads its result. Rejects with MusicAssistantError: a refusal, no answer within 20 s, no connection
   * now, or one that broke meanwhile.
   */
  readonly ask = async <Schema extends z.ZodType>(
    command: string,
    args: Readonly<Record<string, unknown>>,
    result: Schema,
  ): Promise<z.output<Schema>> => {
    if (this.#link.phase.kind !== "ready") throw unreachable(command);
    return await this.#open(command, args, result, ANSWER_WITHIN_MS);
  };

  #open<Schema extends z.ZodType>(
    command: string,
    args: Readonly<Record<string, unknown>>,
    result: Schema,
    timeoutMs: number,
  ): Promise<z.output<Schema>> {
    this.#parts.logger.debug({ command }, "» asked of Music Assistant");
    return this.#requests.open(command, result, timeoutMs, (message_id) =>
      this.#connection.send(encodeApiCommand({ message_id, command, args })),
    );
  }

  #heard(text: string): void {
    let message: ApiMessage;
    try {
      message = parseApiMessage(text);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.#parts.logger.warn({ what: error.what, path: error.path }, "Music Assistant said something unreadable");
      return;
    }
    switch (message.kind) {
      case "info":
        this.#step({ type: "info", info: message.info });
        return;
      case "result":
        this.#requests.answered(message.id, message.result, message.partial);
        return;
      case "error":
        if (message.code === "SETUP_REQUIRED") this.#step({ type: "setup-required" });
        else this.#requests.refused(message.id, message.code, message.details);
        return;
      case "event":
        if (message.event.event !== "unknown") this.emit("event", message.event);
        return;
      case "unknown":
        return;
    }
  }

  #step(input: ApiInput): void {
    const before = this.#link.phase.kind;
    if (input.type === "closed") this.#requests.lost();
    const { link, effects } = stepApi(this.#link, input);
    this.#link = link;
    for (const effect of effects) this.#perform(effect);
    const { phase } = this.#link;
    if (before === "ready" && phase.kind !== "ready") this.emit("lost");
    if (before !== "ready" && phase.kind === "ready") this.emit("ready", phase.info);
    this.#tell();
    if (phase.kind === "off") for (const resolve of this.#whenOff.splice(0)) resolve();
  }

  #perform(effect: ApiEffect): void {
    switch (effect.do) {
      case "connect":
        this.#connection.open(effect.address);
        return;
      case "authenticate":
        void this.#authenticate();
        return;
      case "disconnect":
        this.#requests.lost();
        this.#connection.leave();
        return;
      case "timer":
        this.#timer?.cancel();
        this.#timer = this.#parts.clock.after(effect.delayMs, () => {
          this.#step({ type: "timer", address: this.#parts.address() });
        });
        return;
      case "no-timer":
        this.#timer?.cancel();
        return;
    }
  }

  async #authenticate(): Promise<void> {
    const { token } = this.#parts;
    // The step that asked for this is still being taken.
    await Promise.resolve();
    if (token === undefined) {
      this.#step({ type: "authenticated", user: undefined });
      return;
    }
    try {
      const { authenticated, user } = await this.#open("auth", { token }, AuthenticatedSchema, AUTHENTICATE_WITHIN_MS);
      const name = user?.display_name ?? user?.username ?? undefined;
      if (authenticated) this.#step({ type: "authenticated", user: name });
      else this.#step({ type: "token-refused", detail: "it is not a valid token" });
    } catch (error) {
      if (!(error instanceof MusicAssistantError)) throw error;
      const isRefusal = !["TIMED_OUT", "CONNECTION_LOST", "NOT_CONNECTED"].includes(error.code);
      this.#step({ type: isRefusal ? "token-refused" : "silent", detail: error.message.replace(/\.$/, "") });
    }
  }

  #tell(): void {
    const state = apiStateOf(this.#link);
    if (state.kind === this.#told.kind && state.reason === this.#told.reason) return;
    this.#told = state;
    if (state.kind === "ready")
      this.#parts.logger.info({ schema: state.schemaVersion }, "Music Assistant's API is connected");
    else if (state.reason !== undefined) this.#parts.logger.warn({ state: state.kind }, state.reason);
    this.emit("state", state);
  }
}
