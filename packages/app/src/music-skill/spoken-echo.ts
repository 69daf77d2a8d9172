import type { Clock } from "@ma-alexa/provider";

/** How long the push pair that tells of a spoken word is good for (Amazon reference 7.4). */
const FRESH_MS = 8_000;

/** The Echo that somebody spoke to just now, as far as Amazon's pushes tell. */
export class SpokenEcho {
  readonly #clock: Clock;
  #last: { readonly serial: string; readonly atEpochMs: number } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes the account's `spoken-to`. */
  readonly hear = (spoken: { readonly serial: string; readonly atEpochMs: number }): void => {
    this.#last = spoken;
  };

  /** The serial number of the Echo spoken to within the last 8 s. */
  get serial(): string | undefined {
    const ageMs = this.#clock.epoch() - (this.#last?.atEpochMs ?? -Infinity);
    return ageMs <= FRESH_MS ? this.#last?.serial : undefined;
  }
}
