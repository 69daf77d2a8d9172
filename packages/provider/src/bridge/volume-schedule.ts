import type { Clock, Timer } from "../ports.js";

/** A volume this close to a change of what is played belongs to it (an announcement's, design, section 6). */
const BELONGS_WITHIN_MS = 1_000;

export interface VolumeScheduleParts {
  readonly clock: Clock;
  /** A stream has ended, and what follows is not known yet. */
  readonly isChanging: () => boolean;
  /** When something else was last begun or ended, on the monotonic clock. */
  readonly changedAtMs: () => number;
  /** What the Echo holds and has to play before the change is heard; undefined: it plays nothing of ours. */
  readonly heldMs: () => number | undefined;
}

/**
 * Sends volumes when they are meant to be heard: at once, as a rule, and with the audio they belong to when they come
 * with a change of it.
 */
export class VolumeSchedule {
  readonly #parts: VolumeScheduleParts;
  readonly #timers = new Set<Timer>();
  #undecided: (() => void)[] = [];

  constructor(parts: VolumeScheduleParts) {
    this.#parts = parts;
  }

  /** Runs `send` when its time has come; one that is due at once takes the place of all that still wait. */
  add(send: () => void): void {
    const { clock, isChanging, changedAtMs, heldMs } = this.#parts;
    const holdMs = heldMs();
    if (holdMs !== undefined && isChanging()) {
      this.#undecided.push(send);
      return;
    }
    const belongs = clock.now() - changedAtMs() <= BELONGS_WITHIN_MS;
    if (holdMs !== undefined && belongs) {
      this.#later(holdMs, send);
      return;
    }
    this.stop();
    send();
  }

  /** The change came about, or did not: what waited for it is due. */
  changed(): void {
    for (const send of this.#undecided.splice(0)) this.add(send);
  }

  /** Drops whatever waits. */
  stop(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
    this.#undecided = [];
  }

  #later(delayMs: number, send: () => void): void {
    const timer = this.#parts.clock.after(delayMs, () => {
      this.#timers.delete(timer);
      send();
    });
    this.#timers.add(timer);
  }
}
