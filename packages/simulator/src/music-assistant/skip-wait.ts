import type { Clock, Timer } from "../clock.js";
import type { TuneQueue } from "./tune-queue.js";

/** A press of next or previous waits this long for another one (Sendspin reference 1.8). */
export const SKIP_WAIT_MS = 1_000;
/** Previous restarts the item when it is further in than this. */
const RESTART_AFTER_MS = 5_000;

/** Presses of next and previous: each moves the choice on and begins the second of waiting anew. */
export class SkipWait {
  readonly #clock: Clock;
  readonly #queue: TuneQueue;
  #chosen: number | undefined;
  #timer: Timer | undefined;

  constructor(clock: Clock, queue: TuneQueue) {
    this.#clock = clock;
    this.#queue = queue;
  }

  /** Whether a choice waits for more presses. */
  get isWaiting(): boolean {
    return this.#chosen !== undefined;
  }

  /** The index that waits for more presses; undefined when none does. */
  get chosen(): number | undefined {
    return this.#chosen;
  }

  /** The index that this press chooses, `commit`ted a second after the last one; undefined when it leads nowhere. */
  press(by: 1 | -1, positionMs: number, commit: (index: number) => void): number | undefined {
    const restarts = by === -1 && this.#chosen === undefined && positionMs >= RESTART_AFTER_MS;
    const from = this.#chosen ?? this.#queue.index;
    const target = restarts ? from : this.#queue.step(from, by);
    if (target === undefined) return undefined;
    this.cancel();
    this.#chosen = target;
    this.#timer = this.#clock.after(SKIP_WAIT_MS, () => {
      this.cancel();
      commit(target);
    });
    return target;
  }

  /** Forgets the choice. */
  cancel(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#chosen = undefined;
  }
}
