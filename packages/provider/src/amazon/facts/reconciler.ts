import type { Clock, Timer } from "../../ports.js";

/** Amazon's books are read this often while nothing happens, and while something plays (Amazon reference 8.3). */
const IDLE_MS = 60_000;
const BUSY_MS = 12_000;
/** Amazon's hints that something changed come in bursts; the books are not read more often than this for them. */
const HINT_MS = 10_000;
/** The books know of it a moment later than push. */
const AFTER_HINT_MS = 1_000;

export interface ReconcilerParts {
  readonly clock: Clock;
  /** Whether what we believe may be wrong soon: something plays or is about to. */
  readonly isBusy: () => boolean;
  /** Reads Amazon's books once and takes over what they say; never rejects. */
  readonly read: () => Promise<void>;
}

/** Push is a hint that can be lost (Amazon reference 0.8): slow reads bring beliefs and Amazon together again. */
export class Reconciler {
  readonly #parts: ReconcilerParts;
  #timer: Timer | undefined;
  #running = false;
  #isReading = false;
  #again = false;
  #readAtMs = -HINT_MS;
  #hinted: Timer | undefined;

  constructor(parts: ReconcilerParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#running = true;
    this.now();
  }

  stop(): void {
    this.#running = false;
    this.#again = false;
    this.#timer?.cancel();
    this.#hinted?.cancel();
    this.#hinted = undefined;
  }

  /** Reads at once; if a read is under way, once more after it, since that one may have begun too early. */
  now(): void {
    if (!this.#running) return;
    if (this.#isReading) this.#again = true;
    else void this.#read();
  }

  /** Something may have changed: reads in a moment, or as soon as that may be done again. */
  hint(): void {
    if (!this.#running || this.#hinted !== undefined) return;
    const sinceReadMs = this.#parts.clock.now() - this.#readAtMs;
    const delayMs = Math.max(AFTER_HINT_MS, HINT_MS - sinceReadMs);
    this.#hinted = this.#parts.clock.after(delayMs, () => {
      this.#hinted = undefined;
      this.now();
    });
  }

  async #read(): Promise<void> {
    this.#timer?.cancel();
    this.#isReading = true;
    this.#again = false;
    await this.#parts.read();
    this.#isReading = false;
    this.#readAtMs = this.#parts.clock.now();
    if (this.#isWantedAgain()) this.now();
    else if (this.#running) this.#wait();
  }

  #isWantedAgain(): boolean {
    return this.#running && this.#again;
  }

  /** Looks every 12 s whether it is time, so that music that has just begun need not wait out an idle minute. */
  #wait(): void {
    this.#timer = this.#parts.clock.after(BUSY_MS, () => {
      const isIdle = !this.#parts.isBusy() && this.#parts.clock.now() - this.#readAtMs < IDLE_MS;
      if (isIdle) this.#wait();
      else this.now();
    });
  }
}
