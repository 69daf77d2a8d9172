/** Two thirds of the old, one third of the new: one slow start does not move Music Assistant's clock much. */
const WEIGHT_OF_NEW = 1 / 3;
/** Less than that nobody hears, and every report makes the server plan anew. */
const WORTH_REPORTING_MS = 250;
const MOST_MS = 30_000;

/**
 * How far ahead of its sound audio must lie: the Echo's start latency while it is idle, what it holds while a response
 * runs, each smoothed (design, section 4). Methods answer the milliseconds to report, or undefined when the last
 * report is still good.
 */
export class LeadTime {
  #startMs: number | undefined;
  #heldMs: number | undefined;
  #reportedMs: number | undefined;

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
