import type { Clock, Timer } from "../ports.js";

import { LeadTime } from "./lead-time.js";
import type { PlayerClient } from "./neighbours.js";

/** How often it is asked what the Echo holds, while it plays. */
const EVERY_MS = 2_000;

export interface LeadReporterParts {
  readonly clock: Clock;
  readonly client: Pick<PlayerClient, "report">;
  /** Milliseconds that the Echo plays before new audio; undefined when that takes as long as a start. */
  readonly heldMs: () => number | undefined;
}

/** Keeps Music Assistant informed of how far ahead of its sound audio must lie. */
export class LeadReporter {
  readonly #parts: LeadReporterParts;
  readonly #leadTime = new LeadTime();
  #timer: Timer | undefined;

  constructor(parts: LeadReporterParts) {
    this.#parts = parts;
  }

  /** `startLatencyMs`: what an earlier run measured. */
  start(startLatencyMs: number | undefined): void {
    if (startLatencyMs !== undefined) this.#report(this.#leadTime.restore(startLatencyMs));
    this.#tick();
  }

  stop(): void {
    this.#timer?.cancel();
  }

  /** The Echo took this long to its first sound; answers the smoothed value, for the next run. */
  started(latencyMs: number): number {
    this.#leadTime.started(latencyMs);
    return Math.round(this.#leadTime.startLatencyMs ?? latencyMs);
  }

  #tick(): void {
    this.#report(this.#leadTime.held(this.#parts.heldMs()));
    this.#timer = this.#parts.clock.after(EVERY_MS, () => {
      this.#tick();
    });
  }

  #report(requiredLeadTimeMs: number | undefined): void {
    if (requiredLeadTimeMs !== undefined) this.#parts.client.report({ requiredLeadTimeMs });
  }
}
