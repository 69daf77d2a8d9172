import type { SeededRandom } from "./random.js";
import type { Tune } from "./tunes.js";

/** One place in a player's queue; the id stays when the order changes. */
export interface QueueItem {
  readonly id: string;
  readonly tune: Tune;
}

/** What follows the end of an item. */
export type RepeatMode = "off" | "one" | "all";

/** The queue of one player: order, place, repeat and shuffle, as Music Assistant keeps them. */
export class TuneQueue {
  #items: readonly QueueItem[] = [];
  #original: readonly QueueItem[] = [];
  #index = 0;
  #count = 0;
  repeat: RepeatMode = "off";
  #shuffled = false;
  readonly #random: SeededRandom;

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  get items(): readonly QueueItem[] {
    return this.#items;
  }

  get index(): number {
    return this.#index;
  }

  get shuffled(): boolean {
    return this.#shuffled;
  }

  /** The item in place; undefined when the queue is empty. */
  get current(): QueueItem | undefined {
    return this.#items[this.#index];
  }

  /** Replaces everything by `tunes` and goes to the first of them. */
  replace(tunes: readonly Tune[]): void {
    this.#original = this.#made(tunes);
    this.#items = this.#original;
    this.#index = 0;
    if (this.#shuffled) this.shuffle(true);
  }

  /** Puts `tunes` in before the item at `index`. */
  insert(tunes: readonly Tune[], index: number): void {
    const made = this.#made(tunes);
    const next = this.#items[index];
    const original = next === undefined ? this.#original.length : this.#original.indexOf(next);
    this.#original = this.#original.toSpliced(original, 0, ...made);
    this.#items = this.#items.toSpliced(index, 0, ...made);
    if (index <= this.#index && this.#items.length > made.length) this.#index += made.length;
  }

  /** Takes out every item of which `goes` says so; the place stays with its item. */
  remove(goes: (item: QueueItem, index: number) => boolean): void {
    const { current } = this;
    this.#items = this.#items.filter((item, index) => !goes(item, index));
    this.#original = this.#original.filter((item) => this.#items.includes(item));
    this.#index = Math.max(0, current === undefined ? 0 : this.#items.indexOf(current));
  }

  /** Moves an item to `index`, or to the end. */
  move(id: string, index: number): void {
    const item = this.#items.find((one) => one.id === id);
    const { current } = this;
    if (item === undefined || current === undefined) return;
    this.#items = this.#items.filter((one) => one !== item).toSpliced(index, 0, item);
    if (!this.#shuffled) this.#original = this.#items;
    this.moveToItem(current.id);
  }

  /** Goes to `index`, which must exist. */
  moveTo(index: number): void {
    if (index >= 0 && index < this.#items.length) this.#index = index;
  }

  /** Goes to the item with this id, if it is still in the queue. */
  moveToItem(id: string): void {
    this.moveTo(this.#items.findIndex((item) => item.id === id));
  }

  /** Where a press of next (1) or previous (−1) leads from `index`; undefined at an end that is not repeated. */
  step(index: number, by: 1 | -1): number | undefined {
    const target = index + by;
    if (target >= 0 && target < this.#items.length) return target;
    if (this.repeat !== "all" || this.#items.length === 0) return undefined;
    return (target + this.#items.length) % this.#items.length;
  }

  /** What sounds after `item` when nobody presses anything; undefined at the end of the queue. */
  following(item: QueueItem): QueueItem | undefined {
    if (this.repeat === "one") return item;
    const index = this.#items.indexOf(item);
    const next = index < 0 ? undefined : this.step(index, 1);
    return next === undefined ? undefined : this.#items[next];
  }

  /** Mixes what comes after the current item, or restores the order it was given in. */
  shuffle(on: boolean): void {
    const current = this.current;
    this.#shuffled = on;
    const rest = this.#items.slice(this.#index + 1);
    this.#items = on ? [...this.#items.slice(0, this.#index + 1), ...this.#mixed(rest)] : this.#original;
    if (current !== undefined) this.moveToItem(current.id);
  }

  #made(tunes: readonly Tune[]): QueueItem[] {
    return tunes.map((tune) => ({ id: `item-${++this.#count}`, tune }));
  }

  #mixed(items: readonly QueueItem[]): QueueItem[] {
    return items
      .map((item) => ({ item, at: this.#random.between(0, 1) }))
      .sort((one, other) => one.at - other.at)
      .map(({ item }) => item);
  }
}
