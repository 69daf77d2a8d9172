import type { Clock, Timer } from "../clock.js";

/** The timers of one conversation; cancelling it forgets whatever has not happened yet. */
export class Agenda {
  readonly #clock: Clock;
  readonly #timers = new Set<Timer>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs `task` once, `delayMs` from now, unless the agenda is cancelled before. */
  after(delayMs: number, task: () => void): void {
    const timer = this.#clock.after(delayMs, () => {
      this.#timers.delete(timer);
      task();
    });
    this.#timers.add(timer);
  }

  /** Forgets everything that is still to come. */
  cancel(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
  }
}
