import type { Clock } from "../../ports.js";

/** A request is acceptable for 150 s before and after its timestamp, so it could come again within this time. */
const WINDOW_MS = 300_000;

/** About four times what a household under the heaviest test sends in the window; the oldest are forgotten first. */
const MAX_REQUESTS = 65_536;

/** Which requests were answered in the last 300 s. */
export class ReplayMemory {
  readonly #clock: Clock;
  /** When each was seen, oldest first. */
  readonly #seenMs = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Remembers `requestId`; false when it is remembered already. */
  admit(requestId: string): boolean {
    this.#forget(this.#clock.now() - WINDOW_MS);
    if (this.#seenMs.has(requestId)) return false;
    this.#seenMs.set(requestId, this.#clock.now());
    return true;
  }

  #forget(beforeMs: number): void {
    for (const [requestId, seenMs] of this.#seenMs) {
      if (seenMs >= beforeMs && this.#seenMs.size < MAX_REQUESTS) return;
      this.#seenMs.delete(requestId);
    }
  }
}
