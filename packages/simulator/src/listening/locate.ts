import { ListeningError } from "./listening-error.js";
import { toStereo, type Pcm } from "./pcm.js";
import { findSilences, type Stretch } from "./silence.js";
import { prepare, type KnownSource } from "./source.js";
import { findRuns, type Run } from "./tracking.js";
import { FAULT_MS, judge, type ExpectedCut, type HeardStretch, type Segment, type Verdict } from "./verdict.js";

/** What was heard, told in terms of the sources. */
export interface Located extends Verdict {
  readonly segments: readonly Segment[];
  /** ≥ 30 ms in which nothing at all is heard. */
  readonly silences: readonly HeardStretch[];
  /** ≥ 30 ms of sound that is in none of the sources. */
  readonly unknown: readonly HeardStretch[];
  /** How much of what was not silent is explained, 0 to 1. */
  readonly coverage: number;
  /** Of all segments, weighted by their length; 0 when nothing was found. */
  readonly correlation: number;
}

/** What the caller knows beforehand. */
export interface LocateOptions {
  /** Windows of heard time in which the sound may jump, or "jumps": every jump of a second or more is wanted. */
  readonly expectedCuts?: readonly ExpectedCut[] | "jumps";
}

const FRAMES_PER_MS = 48;

/**
 * Finds what was heard in the known sources, to the sample: which stretch of which source, where it is silent, and
 * what is missing, repeated or foreign. Loudness does not matter. Everything must be at 48 kHz, otherwise a
 * {@link ListeningError} is thrown. A minute is judged in one to two seconds.
 */
export function locate(heard: Pcm, sources: readonly KnownSource[], options: LocateOptions = {}): Located {
  for (const pcm of [heard, ...sources.map((source) => source.pcm)]) {
    if (pcm.sampleRate !== 48_000)
      throw new ListeningError("UNSUPPORTED_SOUND", `Sound of ${pcm.sampleRate} Hz cannot be judged: give 48000 Hz`);
  }
  const stereo = toStereo(heard);
  const prepared = sources.map(prepare);
  const silences = findSilences(stereo, FAULT_MS * FRAMES_PER_MS);
  const runs = findRuns(stereo, prepared, silences);
  const segments = runs.map(segmentOf);
  const lengthMs = (id: string): number => (prepared.find((one) => one.id === id)?.frames ?? 0) / FRAMES_PER_MS;
  const frames = stereo.length / 2;
  const explained = runs.reduce((sum, run) => sum + run.end - run.start, 0);
  const unknown = unexplainedStretches(runs, silences, frames);
  const strange = unknown.reduce((sum, stretch) => sum + stretch.end - stretch.start, 0);
  return {
    ...judge(segments, lengthMs, options.expectedCuts),
    segments,
    silences: silences.map(inMs),
    unknown: unknown.filter(({ start, end }) => end - start >= FAULT_MS * FRAMES_PER_MS).map(inMs),
    coverage: explained + strange === 0 ? 1 : explained / (explained + strange),
    correlation: runs.reduce((sum, run) => sum + run.correlation * (run.end - run.start), 0) / Math.max(1, explained),
  };
}

function segmentOf({ start, end, lock, correlation }: Run): Segment {
  return {
    ...inMs({ start, end }),
    sourceId: lock.source.id,
    sourceStartMs: (start + lock.lag) / FRAMES_PER_MS,
    correlation,
  };
}

function inMs({ start, end }: Stretch): HeardStretch {
  return { heardStartMs: start / FRAMES_PER_MS, lengthMs: (end - start) / FRAMES_PER_MS };
}

/** What is left when runs and silences are taken away. */
function unexplainedStretches(runs: readonly Stretch[], silences: readonly Stretch[], frames: number): Stretch[] {
  const known = [...runs, ...silences].sort((one, other) => one.start - other.start);
  const left: Stretch[] = [];
  let from = 0;
  for (const { start, end } of known) {
    if (start > from) left.push({ start: from, end: start });
    from = Math.max(from, end);
  }
  if (frames > from) left.push({ start: from, end: frames });
  return left;
}
