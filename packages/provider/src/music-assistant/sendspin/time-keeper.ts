import type { Clock, Timer } from "../../ports.js";

import { isSteady, offsetUs, unsynchronized, withExchange, type ClockSync } from "./clock-sync.js";

const EAGER_EVERY_MS = 200;
const STEADY_EVERY_MS = 3_000;

/** The answer of a server to `client/time`, all in µs (Sendspin reference 1.4). */
export interface TimeAnswer {
  readonly clientTransmittedUs: number;
  readonly serverReceivedUs: number;
  readonly serverTransmittedUs: number;
}

/** Keeps asking one server for its time while a connection lasts, and knows its clock meanwhile. */
export class TimeKeeper {
  readonly #clock: Clock;
  readonly #ask: (clientTransmittedUs: number) => void;
  #sync: ClockSync = unsynchronized;
  /** Of the connection before, until the new one has answered: audio that is still held lies on that time. */
  #lastOffsetUs: number | undefined;
  #timer: Timer | undefined;

  constructor(parts: { clock: Clock; ask: (clientTransmittedUs: number) => void }) {
    this.#clock = parts.clock;
    this.#ask = parts.ask;
  }

  /** Begins with a new server: asks at once, every 0.2 s until the answers agree, then every 3 s. */
  start(): void {
    this.stop();
    this.#round();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#sync = unsynchronized;
  }

  /** Takes an answer in; one that comes after `stop` is nobody's. */
  answered(answer: TimeAnswer): void {
    if (this.#timer === undefined) return;
    this.#sync = withExchange(this.#sync, { ...answer, clientReceivedUs: this.#nowUs() });
    this.#lastOffsetUs = offsetUs(this.#sync) ?? this.#lastOffsetUs;
  }

  /** Whether the server of this connection has answered. */
  get isSynchronized(): boolean {
    return offsetUs(this.#sync) !== undefined;
  }

  /** The server's clock now in µs, or undefined before any server ever answered. */
  serverNowUs(): number | undefined {
    return this.#lastOffsetUs === undefined ? undefined : Math.round(this.#nowUs() + this.#lastOffsetUs);
  }

  #round(): void {
    this.#timer = this.#clock.after(isSteady(this.#sync) ? STEADY_EVERY_MS : EAGER_EVERY_MS, () => {
      this.#round();
    });
    this.#ask(this.#nowUs());
  }

  #nowUs(): number {
    return Math.round(this.#clock.now() * 1_000);
  }
}
