/** Two thirds of the old, one third of the new: one slow start does not move Music Assistant's clock much. */
const WEIGHT_OF_NEW = 1 / 3;
/** Less than that nobody hears, and every report makes the server plan anew. */
const WORTH_REPORTING_MS = 250;
const MOST_MS = 30_000;
/** Servers that know of no lead put the first chunk a quarter of a second or one second ahead (Sendspin reference 1.12). */
const HONOURED_US = 1_400_000;

/**
 * How far ahead of its sound audio must lie: the Echo's start latency while it is idle, what it holds while a response
 * runs, each smoothed (design, section 4). Methods answer the milliseconds to report, or undefined when the last
 * report is still good.
 */
export class LeadTime {
  #startMs: number | undefined;
  #heldMs: number | undefined;
  #reportedMs: number | undefined;
  #isHonoured: boolean | undefined;

  /** The server places audio as far ahead as it is told, so that its present is what is heard. */
  get isHonoured(): boolean {
    return this.#isHonoured === true;
  }

  /** The first chunk of a generation came so far ahead of its time. */
  served(aheadUs: number): void {
    // One that ever did not does not know of it: after a skip even such a server may happen to lie far ahead.
    this.#isHonoured = (this.#isHonoured ?? true) && aheadUs >= HONOURED_US;
  }

  /** The smoothed start latency, for the next run; undefined before the first start. */
  get startLatencyMs(): number | undefined {
    return this.#startMs;
  }

  /** What an earlier run measured. */
  restore(startLatencyMs: number): number | undefined {
    this.#startMs ??= startLatencyMs;
    return this.#report(this.#startMs);
  }

  /** The Echo took this long from the stream's start to its first sound. */
  started(latencyMs: number): void {
    this.#startMs = smoothed(this.#startMs, Math.min(MOST_MS, latencyMs));
  }

  /** What the Echo holds now; undefined when no response runs. */
  held(heldMs: number | undefined): number | undefined {
    this.#heldMs = heldMs === undefined ? undefined : smoothed(this.#heldMs, heldMs);
    const leadMs = this.#heldMs ?? this.#startMs;
    return leadMs === undefined ? undefined : this.#report(leadMs);
  }

  #report(leadMs: number): number | undefined {
    const roundMs = Math.round(leadMs);
    if (this.#reportedMs !== undefined && Math.abs(roundMs - this.#reportedMs) <= WORTH_REPORTING_MS) return undefined;
    this.#reportedMs = roundMs;
    return roundMs;
  }
}

function smoothed(before: number | undefined, value: number): number {
  return before === undefined ? value : before + (value - before) * WEIGHT_OF_NEW;
}
