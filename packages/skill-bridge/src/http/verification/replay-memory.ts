import type { Clock } from "../../ports.js";

/** A request is acceptable for 150 s before and after its timestamp, so it could come again within this time. */
const WINDOW_MS = 300_000;

/** About four times what a household under the heaviest test sends in the window; the oldest are forgotten first. */
const MAX_REQUESTS = 65_536;

/**
 * Which requests were answered in the last 300 s. In two halves, of which the older is forgotten as a whole: to take single ones out of one
 * list costs more than to remember some for twice as long.
 */
export class ReplayMemory {
  readonly #clock: Clock;
  #newer = new Set<string>();
  #older = new Set<string>();
  /** When the newer half was begun. */
  #begunMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#begunMs = clock.now();
  }

  /** Remembers `requestId`; false when it is remembered already. */
  admit(requestId: string): boolean {
    this.#forget(this.#clock.now());
    if (this.#newer.has(requestId) || this.#older.has(requestId)) return false;
    this.#newer.add(requestId);
    return true;
  }

  #forget(nowMs: number): void {
    const ageMs = nowMs - this.#begunMs;
    if (ageMs <= WINDOW_MS && this.#newer.size < MAX_REQUESTS / 2) return;
    // Nothing came for so long that the newer half is past as well.
    this.#older = ageMs > 2 * WINDOW_MS ? new Set() : this.#newer;
    this.#newer = new Set();
    this.#begunMs = nowMs;
  }
}
