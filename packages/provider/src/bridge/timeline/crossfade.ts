/** Told boundaries are right to a quarter of a second, durations to a whole one: less than this is no crossfade. */
const LEAST_US = 1_500_000;
/** Two overlaps of one setting differ by less. */
const ALIKE_US = 1_500_000;
/** Durations are rounded down: the true end lies half a second later on average. */
const ROUNDED_US = 500_000;

/**
 * How much earlier than its duration says an item gives way to the next: Music Assistant's crossfade, seen at the last two
 * boundaries that were told (design, section 5).
 */
export class Crossfade {
  #seenUs: readonly number[] = [];

  /** The overlap to expect, µs; 0 when items follow each other. */
  get overlapUs(): number {
    const [first, second] = this.#seenUs;
    if (first === undefined || second === undefined) return 0;
    if (Math.min(first, second) < LEAST_US || Math.abs(first - second) > ALIKE_US) return 0;
    return Math.round((first + second) / 2);
  }

  /** An item that should have ended at `endUs` by its duration was followed at `toldUs`. */
  saw(endUs: number, toldUs: number): void {
    this.#seenUs = [...this.#seenUs, endUs + ROUNDED_US - toldUs].slice(-2);
  }
}
