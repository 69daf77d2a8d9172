import type { Clock, Timer } from "../ports.js";
import { AmazonError } from "./amazon-error.js";
import { backOffMs } from "./back-off.js";

/** What a request is for: Amazon may throttle one of them and not the other. */
export type Errand = "command" | "books";

export interface BreakerParts {
  readonly clock: Clock;
  /** Told when Amazon throttles, and for how long nothing is asked. */
  readonly onShut: (pauseMs: number) => void;
  /** Told when a pause is over: whoever asks now finds out whether Amazon is better. */
  readonly onProbe: () => void;
  /** Told when a request was taken again. */
  readonly onOpen: () => void;
}

/**
 * An account's circuit breaker: after a refusal nothing is asked for 30 s, then one request alone, whoever's it is; refused
 * again, the pause is twice as long, up to 15 min. An errand's refusals count until that errand succeeds.
 */
export class Breaker {
  readonly #parts: BreakerParts;
  readonly #refusals = new Map<Errand, number>();
  #pause: { readonly timer: Timer; readonly endsAtMs: number } | undefined;
  #isDoubtful = false;
  #underWay = 0;
  /** Requests of an earlier era left before the newest refusal, and say nothing about the time after it. */
  #era = 0;
  #waiting: (() => void)[] = [];

  constructor(parts: BreakerParts) {
    this.#parts = parts;
  }

  /** Whether a request would be turned away. */
  get isShut(): boolean {
    return this.#pause !== undefined || (this.#isDoubtful && this.#underWay > 0);
  }

  /** How long it certainly stays shut, in milliseconds. */
  get shutForMs(): number {
    return this.#pause === undefined ? 0 : this.#pause.endsAtMs - this.#parts.clock.now();
  }

  /** Resolves when {@link isShut} may have changed. */
  changed(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Makes the request at once and learns from its outcome. Rejects as it does, and with `RATE_LIMITED` while shut. */
  async pass<Answer>(errand: Errand, request: () => Promise<Answer>): Promise<Answer> {
    if (this.isShut) throw new AmazonError("RATE_LIMITED", "Amazon asked for fewer requests a moment ago");
    const era = this.#era;
    this.#underWay += 1;
    try {
      const answer = await request();
      if (era === this.#era) this.#accepted(errand);
      return answer;
    } catch (error) {
      if (era === this.#era) this.#failed(errand, error);
      throw error;
    } finally {
      this.#underWay -= 1;
      this.#wake();
    }
  }

  /** Forgets every refusal. */
  reset(): void {
    this.#era += 1;
    this.#pause?.timer.cancel();
    this.#pause = undefined;
    this.#isDoubtful = false;
    this.#refusals.clear();
    this.#wake();
  }

  #failed(errand: Errand, error: unknown): void {
    const code = error instanceof AmazonError ? error.code : undefined;
    if (code === "RATE_LIMITED") this.#refused(errand);
    // Silence says neither that Amazon is better nor that it is not.
    else if (code !== "UNREACHABLE" && code !== "TIMEOUT") this.#accepted(errand);
  }

  #accepted(errand: Errand): void {
    this.#refusals.delete(errand);
    if (!this.#isDoubtful) return;
    this.#isDoubtful = false;
    this.#parts.onOpen();
  }

  #refused(errand: Errand): void {
    const refusals = Math.max(0, ...this.#refusals.values());
    this.#refusals.set(errand, refusals + 1);
    this.#era += 1;
    this.#isDoubtful = true;
    const pauseMs = backOffMs(refusals);
    const timer = this.#parts.clock.after(pauseMs, () => {
      this.#pause = undefined;
      this.#wake();
      this.#parts.onProbe();
    });
    this.#pause = { timer, endsAtMs: this.#parts.clock.now() + pauseMs };
    this.#parts.onShut(pauseMs);
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
