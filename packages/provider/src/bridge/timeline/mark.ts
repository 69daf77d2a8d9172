import type { NowPlaying } from "../../music-assistant/sendspin/now-playing.js";
import type { TrackMark } from "../neighbours.js";

import type { QueuedItem } from "./queue-knowledge.js";

/** An item and from when it sounds; times are µs of the server's clock. */
export interface Mark {
  readonly id: number;
  readonly fromUs: number;
  readonly known: TrackMark["known"];
  /** What Music Assistant said of it; absent until it did. */
  readonly playing?: NowPlaying;
  /** The item as the queue has it; absent without the API. */
  readonly queued?: QueuedItem;
  /** Where in the item it begins to sound; negative where a cut lies before the item. */
  readonly startMs: number;
  /** Nothing fresh has confirmed `startMs` yet. */
  readonly isAssumed: boolean;
  /** Told once, which may be the title of a skip that is not heard yet: nothing is cut there before it is told again. */
  readonly isUnproven?: boolean;
  /** How often what was told contradicted it. */
  readonly contradictions: number;
}

/** Seeks and resumes go to whole seconds; what is told of them is right to a quarter of one (reference 1.8 and 1.11). */
const WHOLE_WITHIN_MS = 300;

/** Told boundaries are right to a quarter of a second. */
const TOLD_WITHIN_MS = 300;

/** When the item would have begun, had it been played from its beginning; undefined without progress. */
export function itemStartUs({ progress }: NowPlaying): number | undefined {
  return progress && progress.atServerUs - progress.positionMs * 1_000;
}

/** When the item ends, by its duration, which is whole seconds rounded down; undefined while that is unknown. */
export function itemEndUs({ fromUs, startMs, playing, queued }: Mark): number | undefined {
  const durationMs = playing?.progress?.durationMs || queued?.durationMs || 0;
  return durationMs > 0 ? fromUs + (durationMs - startMs) * 1_000 : undefined;
}

/** The position in the item at a moment, ms. */
export function positionAt({ fromUs, startMs, playing }: Mark, atUs: number): number {
  const speed = playing?.progress?.speed || 1;
  const positionMs = Math.max(0, startMs + ((atUs - fromUs) / 1_000) * speed);
  const durationMs = playing?.progress?.durationMs ?? 0;
  return durationMs > 0 ? Math.min(durationMs, positionMs) : positionMs;
}

/** A told position as the whole second that it most likely is. */
export function snapped(ms: number): number {
  const wholeMs = Math.max(0, Math.round(ms / 1_000) * 1_000);
  return Math.abs(ms - wholeMs) <= WHOLE_WITHIN_MS ? wholeMs : Math.max(0, ms);
}

export function isSameItem(first: NowPlaying | undefined, second: NowPlaying): boolean {
  return first?.title === second.title && first?.artist === second.artist && first?.album === second.album;
}

/** The mark as the streams are told it. */
export function toldMark(mark: Mark): TrackMark {
  const { id, fromUs, known, queued, startMs } = mark;
  const endUs = itemEndUs(mark);
  return {
    id,
    fromUs,
    known,
    positionMs: Math.max(0, startMs),
    // Durations are rounded down: half a second more is as wrong as too little.
    ...(endUs === undefined ? {} : { endUs: endUs + 500_000 }),
    ...(queued === undefined ? {} : { queueItemId: queued.itemId }),
  };
}

/** Whether the streams know everything of it from `before`. */
export function isToldAs(mark: Mark, before: Mark): boolean {
  const [one, other] = [toldMark(mark), toldMark(before)];
  return one.fromUs === other.fromUs && one.endUs === other.endUs && one.queueItemId === other.queueItemId;
}

/** Music Assistant has said nothing of it. */
export function isNameless({ title, progress }: NowPlaying): boolean {
  return title === undefined && progress === undefined;
}

/** The item as the queue names it. */
export function queuedAs(mark: Mark | undefined): NowPlaying | undefined {
  const title = mark?.queued?.title;
  return title === undefined ? undefined : { title };
}

/** Where in its item a cut lies that was not placed on a pause; a cut on a pause is better than what is told. */
export function trueStartMs({ fromUs }: Mark, toldUs: number): number {
  const earlyMs = (fromUs - toldUs) / 1_000;
  return Math.abs(earlyMs) <= TOLD_WITHIN_MS ? 0 : earlyMs;
}
