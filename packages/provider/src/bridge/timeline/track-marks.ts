import type { NowPlaying } from "../../music-assistant/sendspin/now-playing.js";
import type { AudioFormat, TrackMark } from "../neighbours.js";
import { Crossfade } from "./crossfade.js";
import type { Frame } from "./held-audio.js";
import { LoudnessTrail } from "./loudness-trail.js";
import {
  isNameless,
  isSameItem,
  isToldAs,
  itemEndUs,
  itemStartUs,
  positionAt,
  queuedAs,
  snapped,
  toldMark,
  trueStartMs,
  type Mark,
} from "./mark.js";
import type { QueueKnowledge } from "./queue-knowledge.js";

/** What sounds at one moment. `positionMs` is absent where Music Assistant gave no progress. */
export interface SoundingTrack {
  readonly playing: NowPlaying;
  readonly positionMs?: number;
}

/** Where a generation begins. */
export interface GenerationStart {
  readonly startUs: number;
  /** It goes on with what was paused at this moment of the timeline before. */
  readonly pausedUs?: number;
  /** That is certain: the samples say so. */
  readonly isProven?: boolean;
  /** What lay before `untilUs` is heard, so much later than it was to be. */
  readonly moved?: { readonly byUs: number; readonly untilUs: number };
}

/** The true end of an item lies in [d, d + 1 s); the window has a margin of 0.2 s (design, section 5). */
const WINDOW_EARLY_US = 200_000;
const WINDOW_LATE_US = 1_200_000;
/** A stream that ends here may have ended with its item: told progress is right to a quarter of a second. */
const ITEM_END_EARLY_US = 500_000;
const ITEM_END_LATE_US = 1_500_000;
/** What is told within this time of a skip or seek may be stale (reference 1.11). */
const STALE_US = 3_000_000;
/** The position told after a skip may be that of the item before, by up to 25 s; beyond, an audiobook goes on where it was. */
const MOST_STALE_MS = 30_000;
/** What is told belongs to a predicted mark this near. */
const NEAR_US = 3_000_000;
/** Less than this is no contradiction, and the second one counts. */
const CONTRADICTS_US = 1_000_000;
const CONTRADICTIONS = 2;
/** Enough for everything between Music Assistant's present and what an Echo still plays. */
const MOST_MARKS = 8;

/**
 * Which item sounds from when, and how well that is known (design, section 5): exact at the beginning of a generation,
 * predicted from durations, corrected by what is told. Metadata is late and stale for seconds after a skip, so it only
 * cuts where it was told twice.
 */
export class TrackMarks {
  readonly #onMark: (mark: TrackMark) => void;
  readonly #trail = new LoudnessTrail();
  readonly #crossfade = new Crossfade();
  #marks: readonly Mark[] = [];
  #told: NowPlaying = {};
  #queue: QueueKnowledge | undefined;
  #generationUs = -Infinity;
  /** What sounded before this generation. */
  #before: NowPlaying | undefined;
  #nextId = 1;

  /** `onMark`: told whenever a mark of the newest generation is made, moved or bound to an item of the queue. */
  constructor(onMark: (mark: TrackMark) => void) {
    this.#onMark = onMark;
  }

  /** What Music Assistant said last. */
  get told(): NowPlaying {
    return this.#told;
  }

  /** Whether the queue is known to have nothing after the item that ends at `atUs`. */
  endsQueue(atUs: number): boolean {
    return this.#queue?.isLast === true && this.isItemEnd(atUs);
  }

  /** A generation begins: whatever was to sound later does not. */
  generation({ startUs, pausedUs, isProven, moved }: GenerationStart): void {
    const paused = pausedUs === undefined ? undefined : this.#markAt(pausedUs);
    this.#before = this.#markAt(startUs)?.playing;
    this.#generationUs = startUs;
    if (moved === undefined) this.#trail.clear();
    else this.#trail.move(moved.byUs, moved.untilUs);
    this.#marks = this.#marks.filter(({ fromUs }) => fromUs < startUs);
    const named = isNameless(this.#told) ? {} : { playing: this.#told };
    const current = this.#queue?.current;
    const queued = current === undefined ? {} : { queued: current };
    const base = { fromUs: startUs, known: "exact", isAssumed: true, contradictions: 0, ...named, ...queued } as const;
    const isQueued = paused?.queued === undefined || current === undefined || paused.queued.itemId === current.itemId;
    const isResumed = isQueued && (isProven === true || !this.#isToldOther(paused));
    if (paused !== undefined && pausedUs !== undefined && isResumed)
      this.#add({ ...paused, ...base, ...this.#resumed(paused, pausedUs) });
    else this.#add({ ...base, id: this.#nextId++, startMs: 0 });
  }

  /** Audio of the newest generation, in order. */
  audio(frame: Frame, format: AudioFormat): void {
    this.#trail.add(frame, format);
    this.#predict();
  }

  /** Metadata: of the item that sounds, corrected, or of the next one. */
  tell(playing: NowPlaying): void {
    this.#told = playing;
    const startUs = itemStartUs(playing);
    const unnamed = this.#marks.find(({ playing, known, fromUs }) => {
      const isNear = startUs !== undefined && Math.abs(fromUs - startUs) <= NEAR_US;
      return playing === undefined && (known === "exact" || isNear);
    });
    const atUs = playing.progress?.atServerUs ?? Infinity;
    const sounding = this.#markAt(atUs);
    // Told between a skip and its first audio: the item of the skip, unless it is what sounded before.
    const isOfSkip = atUs < this.#generationUs && !isSameItem(sounding?.playing, playing);
    const mark = unnamed ?? (isOfSkip ? this.#markAt(this.#generationUs) : sounding);
    if (mark === undefined) return;
    if (unnamed !== undefined || isSameItem(mark.playing, playing) || this.#isStale(mark, playing))
      this.#refine(mark, playing);
    else this.#addTold(playing, startUs);
    this.#predict();
  }

  /** The API's queue, at `nowUs` of the server's clock. */
  queue(knowledge: QueueKnowledge, nowUs: number): void {
    this.#queue = knowledge;
    const { current, next } = knowledge;
    const coming = this.#marks.at(-1);
    if (coming !== undefined && coming.known !== "exact" && coming.fromUs > nowUs && next !== undefined)
      this.#replace(coming, { queued: next });
    const mark = this.#markFor(knowledge, nowUs);
    if (mark !== undefined && current !== undefined) this.#replace(mark, { queued: current, isUnproven: false });
    this.#predict();
  }

  /** The item that sounds at `atUs`. */
  at(atUs: number): SoundingTrack {
    const isNamed = ({ playing, queued }: Mark): boolean => playing !== undefined || queued?.title !== undefined;
    const mark = this.#marks.findLast((one) => one.fromUs <= atUs && isNamed(one)) ?? this.#marks[0];
    const playing = this.#namedBy(mark);
    const hasPosition = playing.progress !== undefined || mark?.queued !== undefined;
    return mark === undefined || !hasPosition ? { playing } : { playing, positionMs: positionAt(mark, atUs) };
  }

  /** Until metadata follows, a generation bears the name of the item before; the queue's is told at once. */
  #namedBy(mark: Mark | undefined): NowPlaying {
    const queued = queuedAs(mark);
    const isOld = mark?.isAssumed === true && mark.playing !== undefined && isSameItem(this.#before, mark.playing);
    if (isOld && queued !== undefined) return queued.title === mark.playing.title ? mark.playing : queued;
    return mark?.playing ?? queued ?? this.#told;
  }

  /** Whether an item is predicted to end at `atUs`. */
  isItemEnd(atUs: number): boolean {
    return this.#marks.some((mark) => {
      const endUs = itemEndUs(mark);
      if (endUs === undefined) return false;
      const lateUs = atUs - endUs;
      return lateUs >= -ITEM_END_EARLY_US && lateUs <= ITEM_END_LATE_US;
    });
  }

  #predict(): void {
    for (let last = this.#marks.at(-1); last !== undefined; last = this.#marks.at(-1)) {
      const byDurationUs = itemEndUs(last);
      if (byDurationUs === undefined || !this.#isTrusted(last)) return;
      const endUs = byDurationUs - this.#crossfade.overlapUs;
      if (endUs <= last.fromUs || this.#trail.endUs < endUs + WINDOW_LATE_US) return;
      const fromUs = this.#trail.quietestUs(endUs - WINDOW_EARLY_US, endUs + WINDOW_LATE_US);
      if (fromUs === undefined) return;
      const queued = last.queued?.itemId === this.#queue?.current?.itemId ? this.#queue?.next : undefined;
      const fresh = { id: this.#nextId++, fromUs, startMs: 0, isAssumed: false, contradictions: 0 };
      this.#add({ ...fresh, known: "predicted", ...(queued === undefined ? {} : { queued }) });
    }
  }

  /** A seek within the item, or the name of the item before: nothing can be predicted from either. */
  #isTrusted({ isAssumed, playing, queued }: Mark): boolean {
    return !isAssumed || queued !== undefined || (playing !== undefined && !isSameItem(this.#before, playing));
  }

  /** What is told of an item that is marked already. */
  #refine(mark: Mark, playing: NowPlaying): void {
    if (mark.playing !== undefined && !isSameItem(mark.playing, playing)) this.#forgetAfter(mark);
    const startUs = itemStartUs(playing);
    if (startUs === undefined) this.#replace(mark, { playing });
    else if (mark.known !== "exact") this.#refineBoundary(mark, playing, startUs);
    else if (this.#isStale(mark, playing)) {
      const saidMs = Math.max(0, (mark.fromUs - startUs) / 1_000);
      const isSkip = this.#before !== undefined && !isSameItem(this.#before, playing);
      this.#replace(mark, { playing, startMs: isSkip && saidMs <= MOST_STALE_MS ? 0 : saidMs });
    } else this.#refinePosition(mark, playing, (mark.fromUs - startUs) / 1_000);
  }

  /** A generation begins exactly where it does; what may be wrong is which moment of the item that is. */
  #refinePosition(mark: Mark, playing: NowPlaying, startMs: number): void {
    const isContradicted = Math.abs(startMs - mark.startMs) * 1_000 > CONTRADICTS_US;
    const contradictions = isContradicted ? mark.contradictions + 1 : 0;
    const isMoved = isContradicted && (mark.isAssumed || contradictions >= CONTRADICTIONS);
    if (isMoved) this.#forgetAfter(mark);
    const moved = isMoved ? { startMs: snapped(startMs), contradictions: 0 } : { contradictions };
    this.#replace(mark, { playing, isAssumed: false, ...moved });
  }

  #refineBoundary(mark: Mark, playing: NowPlaying, startUs: number): void {
    if (mark.playing === undefined) this.#learnCrossfade(mark, startUs);
    const contradictions = Math.abs(startUs - mark.fromUs) > CONTRADICTS_US ? mark.contradictions + 1 : 0;
    const isMoved = contradictions >= CONTRADICTIONS;
    if (isMoved) this.#forgetAfter(mark);
    const moved = isMoved ? { fromUs: startUs, known: "told" as const, contradictions: 0 } : { contradictions };
    this.#replace(mark, { playing, isUnproven: false, startMs: isMoved ? 0 : trueStartMs(mark, startUs), ...moved });
  }

  #learnCrossfade(mark: Mark, toldUs: number): void {
    const endUs = this.#marks
      .filter(({ fromUs }) => fromUs < mark.fromUs)
      .map(itemEndUs)
      .at(-1);
    if (endUs !== undefined) this.#crossfade.saw(endUs, toldUs);
  }

  /** An item that nothing predicted: of a live stream, or after one whose duration was wrong. */
  #addTold(playing: NowPlaying, startUs: number | undefined): void {
    if (startUs !== undefined) this.#forgetAfter({ fromUs: Math.max(startUs, this.#generationUs) });
    const last = this.#marks.at(-1);
    const fromUs = Math.max(last?.fromUs ?? -Infinity, startUs ?? -Infinity);
    if (!Number.isFinite(fromUs)) return;
    const endUs = last === undefined ? undefined : itemEndUs(last);
    if (endUs !== undefined) this.#crossfade.saw(endUs, fromUs);
    const fresh = { id: this.#nextId++, fromUs, startMs: 0, isAssumed: false, contradictions: 0 };
    this.#add({ ...fresh, known: "told", playing, isUnproven: true });
  }

  /** The mark that the queue's current item belongs to. */
  #markFor({ current }: QueueKnowledge, nowUs: number): Mark | undefined {
    const sounding = this.#markAt(nowUs);
    if (sounding?.queued === undefined || sounding.queued.itemId === current?.itemId) return sounding;
    const following = this.#marks.find(({ fromUs }) => fromUs > nowUs && fromUs - nowUs <= NEAR_US);
    return following ?? (nowUs - sounding.fromUs <= STALE_US ? sounding : undefined);
  }

  #markAt(atUs: number): Mark | undefined {
    return this.#marks.findLast(({ fromUs }) => fromUs <= atUs) ?? this.#marks[0];
  }

  /** The first item told after a skip is often late, and its progress that of the one before. */
  #isStale({ fromUs }: Mark, { progress }: NowPlaying): boolean {
    return fromUs === this.#generationUs && (progress === undefined || progress.atServerUs < fromUs + STALE_US);
  }

  /** Music Assistant goes on at the whole second that it tells while it is paused. */
  #resumed(paused: Mark, pausedUs: number): Pick<Mark, "startMs" | "isAssumed"> {
    const { progress } = this.#told;
    const isTold = progress?.speed === 0 && isSameItem(paused.playing, this.#told);
    return isTold
      ? { startMs: progress.positionMs, isAssumed: false }
      : { startMs: positionAt(paused, pausedUs), isAssumed: true };
  }

  /** What is told is another item: after a stop, that is what begins; it may also be what the server is at, ahead of the Echo. */
  #isToldOther(paused: Mark | undefined): boolean {
    return paused?.playing !== undefined && !isNameless(this.#told) && !isSameItem(paused.playing, this.#told);
  }

  #add(mark: Mark): void {
    this.#marks = [...this.#marks, mark].slice(-MOST_MARKS);
    this.#say(mark);
  }

  #replace(mark: Mark, change: Partial<Mark>): void {
    const changed = { ...mark, ...change };
    this.#marks = this.#marks.map((one) => (one === mark ? changed : one));
    const isMoved = !isToldAs(changed, mark);
    const isProven = mark.isUnproven === true && changed.isUnproven !== true;
    if (isProven || isMoved) this.#say(changed);
  }

  /** What was predicted from a mark that was wrong is not to be cut by; a later generation was not predicted from it. */
  #forgetAfter({ fromUs }: Pick<Mark, "fromUs">): void {
    if (fromUs < this.#generationUs) return;
    const wrong = this.#marks.filter((mark) => mark.fromUs > fromUs && mark.playing === undefined);
    this.#marks = this.#marks.filter((mark) => !wrong.includes(mark));
    for (const mark of wrong) this.#onMark({ ...toldMark(mark), fromUs: Infinity });
  }

  /** What is still told of a generation that a skip has replaced is no cut in what came of the skip. */
  #say(mark: Mark): void {
    if (mark.isUnproven !== true && mark.fromUs >= this.#generationUs) this.#onMark(toldMark(mark));
  }
}
