/** Long enough that no sequence reaches the end of one by itself. */
export const ITEM_MS = 600_000;
/** Going back that late in an item begins the item again (Sendspin reference 1.8). */
const RESTARTS_AFTER_MS = 5_000;

/** From when on which moment of which item is heard. */
interface Mark {
  readonly fromUs: number;
  readonly index: number;
  readonly positionMs: number;
}

/** What a server produces next of a queue. */
export interface Produced {
  readonly item: string;
  /** The item begins with it, and another one was before it in this stream. */
  readonly isNext: boolean;
}

/** One player's queue: which item, and which moment of it. Everything is heard when its timestamp says. */
export class ModelQueue {
  items: readonly string[];
  #marks: readonly Mark[] = [];
  /** Where it goes on when it is played. */
  #rest: Omit<Mark, "fromUs"> = { index: 0, positionMs: 0 };
  #nextUs = 0;

  constructor(items: readonly string[]) {
    this.items = items;
  }

  /** The item that is heard, or would go on. */
  itemAt(nowUs: number): string {
    return this.items[this.#at(nowUs).index] ?? "";
  }

  positionMsAt(nowUs: number): number {
    return this.#at(nowUs).positionMs;
  }

  /** A stream of it begins at this timestamp. */
  begin(fromUs: number): void {
    this.#marks = [{ ...this.#rest, fromUs }];
    this.#nextUs = fromUs;
  }

  /** What comes next in the stream; undefined when the queue is over. */
  produce(durationUs: number): Produced | undefined {
    const last = this.#marks.at(-1);
    if (last === undefined) return undefined;
    const playedMs = last.positionMs + (this.#nextUs - last.fromUs) / 1_000;
    const isNext = playedMs >= ITEM_MS;
    const index = last.index + (isNext ? 1 : 0);
    const item = this.items[index];
    if (item === undefined) return undefined;
    if (isNext) this.#marks = [...this.#marks, { fromUs: this.#nextUs, index, positionMs: 0 }];
    this.#nextUs += durationUs;
    return { item, isNext };
  }

  /** The stream ends; the queue goes on where it was, to the second (Sendspin reference 1.11). */
  pause(nowUs: number): void {
    const { index, positionMs } = this.#at(nowUs);
    this.#rest = { index, positionMs: Math.floor(positionMs / 1_000) * 1_000 };
    this.#marks = [];
  }

  /** Everything was played: the next play begins with the first item. */
  over(): void {
    this.#rest = { index: 0, positionMs: 0 };
    this.#marks = [];
  }

  /** False on the last item, where next does nothing. */
  next(nowUs: number): boolean {
    const { index } = this.#at(nowUs);
    if (index + 1 >= this.items.length) return false;
    this.#moveTo(index + 1);
    return true;
  }

  previous(nowUs: number): void {
    const { index, positionMs } = this.#at(nowUs);
    this.#moveTo(positionMs >= RESTARTS_AFTER_MS ? index : Math.max(0, index - 1));
  }

  seek(positionMs: number, nowUs: number): void {
    this.#moveTo(this.#at(nowUs).index, positionMs);
  }

  /** Puts these after the item that is heard; what is produced of another one already stays where it is. */
  edit(items: readonly string[], nowUs: number): void {
    const kept = Math.max(this.#at(nowUs).index, this.#marks.at(-1)?.index ?? 0) + 1;
    this.items = [...this.items.slice(0, kept), ...items];
  }

  #moveTo(index: number, positionMs = 0): void {
    this.#rest = { index, positionMs };
    this.#marks = [];
  }

  #at(nowUs: number): Omit<Mark, "fromUs"> {
    const mark = this.#marks.findLast(({ fromUs }) => fromUs <= nowUs) ?? this.#marks[0];
    if (mark === undefined) return this.#rest;
    return { index: mark.index, positionMs: mark.positionMs + Math.max(0, nowUs - mark.fromUs) / 1_000 };
  }
}
