import { positionMsAt, type NowPlaying } from "../../music-assistant/sendspin/now-playing.js";

/** An item and from when it sounds; both times are µs of the server's clock. */
interface TrackMark {
  readonly fromUs: number;
  readonly playing: NowPlaying;
}

/** What sounds at one moment. `positionMs` is absent where Music Assistant gave no progress. */
export interface SoundingTrack {
  readonly playing: NowPlaying;
  readonly positionMs?: number;
}

/** Durations are whole seconds rounded down, and told progress is right to a quarter of a second (reference 1.11). */
const ITEM_END_EARLY_US = 500_000;
const ITEM_END_LATE_US = 1_500_000;
/** Enough for everything between Music Assistant's present and what an Echo still plays. */
const MOST_MARKS = 8;

/**
 * Which item sounds from when, for display: exact at the beginning of a generation, told by metadata afterwards.
 * Metadata is late and stale for seconds after a skip, so it never cuts anything.
 */
export class TrackMarks {
  #marks: TrackMark[] = [];
  #told: NowPlaying = {};
  #generationUs: number | undefined;

  /** What Music Assistant said last. */
  get told(): NowPlaying {
    return this.#told;
  }

  /** A generation begins at `startUs`: whatever was to sound later does not. */
  generation(startUs: number): void {
    this.#generationUs = startUs;
    this.#marks = this.#marks.filter(({ fromUs }) => fromUs < startUs);
    this.#add({ fromUs: startUs, playing: this.#told });
  }

  /** Metadata: of the item that sounds, corrected, or of the next one. */
  tell(playing: NowPlaying): void {
    const last = this.#marks.at(-1);
    this.#told = playing;
    if (last === undefined) return;
    const isSame = sameItem(last.playing, playing);
    const isFirst = last.fromUs === this.#generationUs && isNearStart(playing, last.fromUs);
    if (isSame || isFirst) this.#marks[this.#marks.length - 1] = { fromUs: last.fromUs, playing };
    else this.#add({ fromUs: Math.max(last.fromUs, itemStartUs(playing) ?? last.fromUs), playing });
  }

  /** The item that sounds at `atUs`. */
  at(atUs: number): SoundingTrack {
    const mark = this.#marks.findLast(({ fromUs }) => fromUs <= atUs) ?? this.#marks[0];
    const playing = mark?.playing ?? this.#told;
    return playing.progress === undefined ? { playing } : { playing, positionMs: positionMsAt(playing.progress, atUs) };
  }

  /** Whether the present item, or the one a generation began with, is predicted to end at `atUs`. */
  isItemEnd(atUs: number): boolean {
    const { progress } = this.#told;
    if (progress === undefined || progress.durationMs <= 0) return false;
    const starts = [itemStartUs(this.#told), this.#generationUs];
    return starts.some((startUs) => {
      if (startUs === undefined) return false;
      const lateUs = atUs - (startUs + progress.durationMs * 1_000);
      return lateUs >= -ITEM_END_EARLY_US && lateUs <= ITEM_END_LATE_US;
    });
  }

  #add(mark: TrackMark): void {
    this.#marks = [...this.#marks, mark].slice(-MOST_MARKS);
  }
}

/** When the item would have begun, had it been played from its beginning; undefined without progress. */
function itemStartUs({ progress }: NowPlaying): number | undefined {
  return progress && progress.atServerUs - progress.positionMs * 1_000;
}

/** The first item told after a skip is often late; one that began about when the generation did is the skip's. */
function isNearStart(playing: NowPlaying, generationUs: number): boolean {
  const startUs = itemStartUs(playing);
  return startUs === undefined || startUs <= generationUs + 1_500_000;
}

function sameItem(first: NowPlaying, second: NowPlaying): boolean {
  return first.title === second.title && first.artist === second.artist && first.album === second.album;
}
