/** A started timer; cancelling it twice, or after it fired, does nothing. */
export interface Timer {
  cancel(): void;
}

/** Time as the street sees it: real when a person starts the simulator, owned by the test otherwise. */
export interface Clock {
  /** Milliseconds on a monotonic scale of unknown origin. */
  now(): number;
  /** Milliseconds since 1970. */
  epoch(): number;
  /** Runs `task` once, `delayMs` from now. */
  after(delayMs: number, task: () => void): Timer;
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => performance.now(),
  epoch: () => Date.now(),
  after(delayMs, task) {
    const handle = setTimeout(task, Math.max(0, delayMs));
    return {
      cancel: () => {
        clearTimeout(handle);
      },
    };
  },
};

interface Waiting {
  readonly dueMs: number;
  readonly order: number;
  readonly task: () => void;
}

/** 2026-01-01T00:00:00Z: a fixed wall clock, so that signed and dated data in tests is reproducible. */
const TEST_EPOCH_MS = 1_767_225_600_000;

/** Real milliseconds granted to sockets and worker threads after each virtual step. */
const REAL_MS_PER_STEP = 1;

/**
 * Time that stands still until a test moves it. Sockets and worker threads are real in our tests, so every step of
 * virtual time is followed by a short stretch of the real event loop in which their messages arrive.
 */
export class TestClock implements Clock {
  #nowMs = 1_000;
  #order = 0;
  readonly #waiting = new Set<Waiting>();

  now(): number {
    return this.#nowMs;
  }

  epoch(): number {
    return TEST_EPOCH_MS + this.#nowMs;
  }

  after(delayMs: number, task: () => void): Timer {
    const entry: Waiting = { dueMs: this.#nowMs + Math.max(0, delayMs), order: this.#order++, task };
    this.#waiting.add(entry);
    return {
      cancel: () => {
        this.#waiting.delete(entry);
      },
    };
  }

  /** How many timers are waiting; zero after everything was stopped. */
  get pending(): number {
    return this.#waiting.size;
  }

  /** Runs every timer due within the next `ms`, in order, without touching sockets. For pure machines. */
  tick(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (let next = this.#next(endMs); next !== undefined; next = this.#next(endMs)) {
      this.#waiting.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.task();
    }
    this.#nowMs = endMs;
  }

  /** Moves time on by `ms` in steps of at most `stepMs`, letting real sockets and workers keep up. */
  async advance(ms: number, stepMs = 10): Promise<void> {
    await settle();
    for (let left = ms; left > 0; left -= stepMs) {
      this.tick(Math.min(stepMs, left));
      await settle();
    }
  }

  /**
   * Moves time on until `holds` is true. Rejects after `withinMs` of virtual time, naming `what` did not happen.
   */
  async until(what: string, holds: () => boolean, withinMs = 10_000, stepMs = 10): Promise<void> {
    const endMs = this.#nowMs + withinMs;
    await settle();
    while (!holds()) {
      if (this.#nowMs >= endMs) throw new Error(`${what}: did not happen within ${String(withinMs)} ms of test time`);
      this.tick(stepMs);
      await settle();
    }
  }

  #next(endMs: number): Waiting | undefined {
    let first: Waiting | undefined;
    for (const entry of this.#waiting) {
      if (entry.dueMs > endMs) continue;
      if (
        first === undefined ||
        entry.dueMs < first.dueMs ||
        (entry.dueMs === first.dueMs && entry.order < first.order)
      )
        first = entry;
    }
    return first;
  }
}

/** Lets what is on its way between real sockets, threads and promises arrive. */
export async function settle(realMs = REAL_MS_PER_STEP): Promise<void> {
  const start = performance.now();
  do await new Promise<void>((resolve) => setImmediate(resolve));
  while (performance.now() - start < realMs);
}
