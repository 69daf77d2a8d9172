const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 15 * 60_000;

/** Back-off for Amazon's throttling: 30 s, doubled at every further refusal up to 15 min, until one is accepted. */
export class Throttle {
  #nextPauseMs = FIRST_PAUSE_MS;

  /** Amazon asked for fewer requests; returns how long to send nothing. */
  refused(): number {
    const pauseMs = this.#nextPauseMs;
    this.#nextPauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    return pauseMs;
  }

  /** Amazon took a request: the next refusal starts from the beginning. */
  accepted(): void {
    this.#nextPauseMs = FIRST_PAUSE_MS;
  }
}
