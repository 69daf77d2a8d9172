import type { Clock, Timer } from "../clock.js";
import { StreamFetch } from "./stream-fetch.js";

const SECOND_GET_AFTER_MS = 2_000;
const SECOND_GET_BYTES = 1_500_000;

/** A GET whose bytes are thrown away; it hangs up after `limit` of them. `over` is called once, however it ended. */
export class ProbingGet {
  readonly #fetch: StreamFetch;
  #left: number;
  #over: (() => void) | undefined;

  constructor(url: string, limit: number, over?: () => void) {
    this.#left = limit;
    this.#over = over;
    this.#fetch = new StreamFetch(url, {
      bytes: (chunk) => {
        this.#left -= chunk.length;
        if (this.#left <= 0) this.#finish();
      },
      ended: () => {
        this.#finish();
      },
      failed: () => {
        this.#finish();
      },
    });
  }

  start(): void {
    this.#fetch.start();
  }

  /** Hangs up; `over` is not called any more. */
  close(): void {
    this.#over = undefined;
    this.#fetch.close();
  }

  #finish(): void {
    const over = this.#over;
    this.close();
    over?.();
  }
}

/** A probe that is aborted at its first bytes (how Echos fetch, facts 6 and 8). */
export function probe(url: string, over: () => void): ProbingGet {
  return new ProbingGet(url, 1, over);
}

/** The second GET of the same URL, two seconds after the first (how Echos fetch, fact 4). */
export class SecondGet {
  readonly #get: ProbingGet;
  readonly #clock: Clock;
  #timer: Timer | undefined;

  constructor(url: string, clock: Clock) {
    this.#get = new ProbingGet(url, SECOND_GET_BYTES);
    this.#clock = clock;
  }

  start(): void {
    this.#timer = this.#clock.after(SECOND_GET_AFTER_MS, () => {
      this.#get.start();
    });
  }

  close(): void {
    this.#timer?.cancel();
    this.#get.close();
  }
}
