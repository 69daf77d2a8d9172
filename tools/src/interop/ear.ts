import { locate, type Located, type SimulatedEcho } from "@ma-alexa/simulator";
import type { Finding } from "./check.js";
import type { Piece } from "./repertoire.js";

const KEPT_SECONDS = 120;
const SAMPLES_PER_SECOND = 96_000;
/** What MP3 of 320 kbit/s leaves of the source is far above it; a wrong place is far below. */
const CORRELATION_FLOOR = 0.99;
/** A fault shorter than that does not count (the same as in the judgement itself). */
export const FAULT_MS = 30;

/** Listens to one Echo and says what of the known pieces it heard, as far back as the Echo remembers. */
export class Ear {
  readonly #echo: SimulatedEcho;

  constructor(echo: SimulatedEcho) {
    this.#echo = echo;
  }

  /** A place in what was heard, for `secondsSince` and `since`. */
  mark(): number {
    return this.#echo.heard(0).total;
  }

  secondsSince(mark: number): number {
    return (this.mark() - mark) / SAMPLES_PER_SECOND;
  }

  /** What was heard since the mark (up to `until`, another mark), in terms of the pieces. Wanted jumps are those of a second or more. */
  since(mark: number, pieces: readonly Piece[], until?: number): Located {
    const heard = this.#echo.heard(KEPT_SECONDS);
    const forgotten = heard.total - heard.samples.length;
    const samples = heard.samples.subarray(Math.max(0, mark - forgotten), until && Math.max(0, until - forgotten));
    return locate({ ...heard, samples }, pieces, { expectedCuts: "jumps" });
  }

  /** When the newest sound sounded, on the scale of `performance.now()`. */
  get lastSoundMs(): number {
    return this.#echo.stretches.at(-1)?.toMs ?? 0;
  }
}

/**
 * Every figure of a judgement; `ok` when each sample belongs to the pieces and none is missing or repeated. Of the first `comesInMs`
 * nothing need be known: a decoder of MP3 that begins in the middle of a sound needs a frame and a half to come in.
 */
export function figures(located: Located, comesInMs = 0): Finding {
  const gaps = located.gaps.length + located.losses.length;
  const repeats = located.repeats.length;
  const correlation = Math.round(located.correlation * 10_000) / 10_000;
  const unknown = located.unknown.filter(({ heardStartMs, lengthMs }) => heardStartMs + lengthMs > comesInMs);
  const unknownMs = Math.round(unknown.reduce((sum, stretch) => sum + stretch.lengthMs, 0));
  return {
    ok: correlation >= CORRELATION_FLOOR && gaps === 0 && repeats === 0 && unknownMs < FAULT_MS,
    correlation,
    gaps,
    repeats,
    unknownMs,
  };
}

/** Two judgements as one. */
export function both(one: Finding, other: Finding): Finding {
  const sum = (name: string): number => Number(one[name]) + Number(other[name]);
  const correlation = Math.min(Number(one["correlation"]), Number(other["correlation"]));
  const [gaps, repeats, unknownMs] = [sum("gaps"), sum("repeats"), sum("unknownMs")];
  return { ok: one.ok && other.ok, correlation, gaps, repeats, unknownMs };
}
