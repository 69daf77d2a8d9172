import { agree, unexplained } from "./alignment.js";
import type { Stretch } from "./silence.js";
import { CERTAIN, findAnywhere, type Lock, type PreparedSource } from "./source.js";

/** Frames heard without interruption from one place of one source on. */
export interface Run extends Stretch {
  readonly lock: Lock;
  readonly correlation: number;
}

const WINDOW = 960;
const FINE = 96;
const AGREES = 0.8;
const ANCHORS = [8_192, 3_072] as const;
const ANCHOR_AGREES = 0.9;
/** How far behind the end of the last run an anchor is tried, in frames. */
const ATTEMPTS = [240, 960, 2_880, 5_760, 12_000, 24_000] as const;
/** More than half of the energy must be explained for 2 ms to belong to a run. */
const FINE_UNEXPLAINED = 0.5;

/** Cuts what was heard into runs, in order; what no source explains is left out. */
export function findRuns(heard: Float32Array, sources: readonly PreparedSource[], silences: readonly Stretch[]): Run[] {
  const runs: Run[] = [];
  const frames = heard.length / 2;
  let from = 0;
  while (from < frames) {
    const anchor = findAnchor(heard, from, sources, silences);
    if (anchor === undefined) break;
    const start = extendBack(heard, anchor.frame, from, anchor.lock);
    const end = extendOn(heard, anchor.frame, anchor.lock);
    joinRun(heard, runs, { start, end, lock: anchor.lock, correlation: 0 });
    from = end;
  }
  return runs.map((run) => {
    const clipped = { ...run, ...withSilentEdges(run, silences) };
    return { ...clipped, correlation: correlationOf(heard, clipped) };
  });
}

interface Anchor {
  readonly frame: number;
  readonly lock: Lock;
}

/** The first place behind `from` that is found in a source; an anchor that only nearly fits gives way to a better one. */
function findAnchor(
  heard: Float32Array,
  from: number,
  sources: readonly PreparedSource[],
  silences: readonly Stretch[],
): Anchor | undefined {
  let best: Anchor | undefined;
  for (let attempt = 0; ; attempt++) {
    const frame = afterSilence(from + distanceOf(attempt), silences);
    if (frame + ANCHORS[1] > heard.length / 2) return best;
    const lock = lockAt(heard, frame, sources, silences);
    if (lock !== undefined && lock.correlation > (best?.lock.correlation ?? ANCHOR_AGREES)) best = { frame, lock };
    // A held tone fits one period off nearly as well; what follows it decides.
    if (best !== undefined && (best.lock.correlation >= CERTAIN || attempt >= ATTEMPTS.length - 1)) return best;
  }
}

/** How far behind the end of the last run an attempt is made: close first, then in steps of half a second, then of two. */
function distanceOf(attempt: number): number {
  const more = attempt - ATTEMPTS.length + 1;
  return (ATTEMPTS[attempt] ?? 24_000) + 24_000 * Math.max(0, more) + 72_000 * Math.max(0, more - 8);
}

function afterSilence(frame: number, silences: readonly Stretch[]): number {
  return silences.find(({ start, end }) => start <= frame && frame < end)?.end ?? frame;
}

function lockAt(
  heard: Float32Array,
  frame: number,
  sources: readonly PreparedSource[],
  silences: readonly Stretch[],
): Lock | undefined {
  const free = (silences.find(({ start }) => start > frame)?.start ?? heard.length / 2) - frame;
  for (const length of ANCHORS) {
    if (length > free) continue;
    const lock = findAnywhere(heard, frame, length, sources);
    if (lock !== undefined && lock.correlation >= ANCHOR_AGREES) return lock;
  }
  return undefined;
}

function extendOn(heard: Float32Array, anchor: number, lock: Lock): number {
  const last = Math.min(heard.length / 2, lock.source.frames - lock.lag);
  let frame = anchor;
  while (frame + WINDOW <= last && windowAgrees(heard, frame, lock)) frame += WINDOW;
  // The last window that agreed may already contain the break.
  let edge = Math.max(anchor, frame - WINDOW);
  for (let bad = 0; edge + FINE <= last && bad < 2; edge += FINE) bad = isExplained(heard, edge, lock) ? 0 : bad + 1;
  while (edge - FINE > anchor && !isExplained(heard, edge - FINE, lock)) edge -= FINE;
  return last - edge < FINE ? last : edge;
}

function extendBack(heard: Float32Array, anchor: number, from: number, lock: Lock): number {
  const first = Math.max(from, -lock.lag);
  let frame = anchor;
  while (frame - WINDOW >= first && windowAgrees(heard, frame - WINDOW, lock)) frame -= WINDOW;
  let edge = Math.min(anchor, frame + WINDOW);
  for (let bad = 0; edge - FINE >= first && bad < 2; edge -= FINE)
    bad = isExplained(heard, edge - FINE, lock) ? 0 : bad + 1;
  while (edge < anchor && !isExplained(heard, edge, lock)) edge += FINE;
  return edge - first < FINE ? first : edge;
}

function windowAgrees(heard: Float32Array, frame: number, lock: Lock): boolean {
  return agree(heard, frame, lock.source.stereo, frame + lock.lag, WINDOW).correlation >= AGREES;
}

function isExplained(heard: Float32Array, frame: number, { source, lag, gain }: Lock): boolean {
  return unexplained(heard, frame, source.stereo, frame + lag, FINE, gain) < FINE_UNEXPLAINED;
}

/** Adds a run: one that goes on at the same place after less than 30 ms is the same run; a splice is placed exactly. */
function joinRun(heard: Float32Array, runs: Run[], run: Run): void {
  const before = runs.at(-1);
  if (before === undefined || run.start - before.end > 2 * WINDOW) {
    runs.push(run);
    return;
  }
  const isSame = before.lock.source === run.lock.source && before.lock.lag === run.lock.lag;
  if (isSame && run.start - before.end < 1_440) {
    runs[runs.length - 1] = { ...before, end: run.end };
    return;
  }
  if (run.start - before.end > WINDOW) {
    runs.push(run);
    return;
  }
  const splice = bestSplice(heard, before, run);
  runs[runs.length - 1] = { ...before, end: splice };
  runs.push({ ...run, start: splice });
}

/** The frame at which leaving the one place for the other explains most of what was heard. */
function bestSplice(heard: Float32Array, before: Run, after: Run): number {
  const from = Math.max(before.start, before.end - WINDOW, -after.lock.lag);
  const to = Math.min(after.end, after.start + WINDOW, before.lock.source.frames - before.lock.lag);
  let best = { frame: Math.max(from, Math.min(before.end, to)), advantage: Infinity };
  let advantage = 0;
  for (let frame = from; frame < to; frame++) {
    if (advantage < best.advantage) best = { frame, advantage };
    advantage += errorAt(heard, frame, before.lock) - errorAt(heard, frame, after.lock);
  }
  return advantage < best.advantage ? to : best.frame;
}

function errorAt(heard: Float32Array, frame: number, { source, lag, gain }: Lock): number {
  const at = 2 * (frame + lag);
  const left = (heard[2 * frame] ?? 0) - gain * (source.stereo[at] ?? 0);
  const right = (heard[2 * frame + 1] ?? 0) - gain * (source.stereo[at + 1] ?? 0);
  return left * left + right * right;
}

/** Where silence borders on a run, the silence knows the edge to the sample. */
function withSilentEdges({ start, end }: Stretch, silences: readonly Stretch[]): Stretch {
  const near = 2 * FINE;
  const before = silences.find((silence) => silence.start < start && silence.end > start - near && silence.end < end);
  const after = silences.find((silence) => silence.start > start && silence.start < end + near && silence.end > end);
  return { start: before?.end ?? start, end: after?.start ?? end };
}

function correlationOf(heard: Float32Array, { start, end, lock }: Run): number {
  return agree(heard, start, lock.source.stereo, start + lock.lag, end - start).correlation;
}
