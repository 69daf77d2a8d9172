import type { Clock, Timer } from "../clock.js";
import type { SeededRandom } from "../music-assistant/random.js";

/** Things that happen a little later, each after a time of its own, and never out of order. */
export class Delays {
  readonly #clock: Clock;
  readonly #random: SeededRandom;
  readonly #range: readonly [fromMs: number, toMs: number];
  readonly #timers = new Set<Timer>();
  #lastDueMs = 0;

  constructor(clock: Clock, random: SeededRandom, range: readonly [fromMs: number, toMs: number]) {
    this.#clock = clock;
    this.#random = random;
    this.#range = range;
  }

  /** Runs `task` after a delay from the range, after all that were asked for before it. */
  run(task: () => void): void {
    const nowMs = this.#clock.now();
    this.#lastDueMs = Math.max(this.#lastDueMs, nowMs + this.#random.between(...this.#range));
    const timer = this.#clock.after(this.#lastDueMs - nowMs, () => {
      this.#timers.delete(timer);
      task();
    });
    this.#timers.add(timer);
  }

  /** Forgets what did not happen yet. */
  cancel(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
  }
}
