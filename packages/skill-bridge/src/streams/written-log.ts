import type { Frame } from "./frame-ring.js";

interface Run {
  /** Where in the response it begins, ms. */
  readonly atMs: number;
  /** MA's timestamp there; undefined for silence of ours. */
  readonly us: number | undefined;
}

/** Frames whose timestamps differ by less than this from what follows on belong to one run. */
const TOLERANCE_US = 5_000;
/** Only what an Echo still holds is asked for: a few seconds. */
const MOST_RUNS = 256;

/** Which part of MA's timeline lies where in one response: short, since it notes only where that breaks. */
export class WrittenLog {
  readonly #runs: Run[] = [];
  #writtenMs = 0;
  #musicEndMs = 0;

  /** Length of all that was written, ms. */
  get writtenMs(): number {
    return this.#writtenMs;
  }

  /** Where the last frame of MA's ends, ms. */
  get musicEndMs(): number {
    return this.#musicEndMs;
  }

  frame(frame: Frame): void {
    const expected = this.#usAt(this.#writtenMs);
    if (expected === undefined || Math.abs(expected - frame.startUs) > TOLERANCE_US)
      this.#runs.push({ atMs: this.#writtenMs, us: frame.startUs });
    if (this.#runs.length > MOST_RUNS) this.#runs.splice(0, MOST_RUNS / 2);
    this.#writtenMs += frame.durationUs / 1_000;
    this.#musicEndMs = this.#writtenMs;
  }

  /** A frame of silence of ours, of this length. */
  silence(ms: number): void {
    if (this.#runs.at(-1)?.us !== undefined) this.#runs.push({ atMs: this.#writtenMs, us: undefined });
    this.#writtenMs += ms;
  }

  /** MA's timestamp of what lies at `ms` of the response; within silence that of the music before it. */
  soundingUs(ms: number): number | undefined {
    const index = this.#runs.findLastIndex((run) => run.atMs <= ms);
    const run = this.#runs[index];
    if (run?.us !== undefined) return run.us + (Math.min(ms, this.#musicEndMs) - run.atMs) * 1_000;
    const before = this.#runs[index - 1];
    return run === undefined || before?.us === undefined ? undefined : before.us + (run.atMs - before.atMs) * 1_000;
  }

  #usAt(ms: number): number | undefined {
    const run = this.#runs.at(-1);
    return run?.us === undefined ? undefined : run.us + (ms - run.atMs) * 1_000;
  }
}
