import type { PlayerId } from "../ports.js";
import type { MediaFacts } from "./ports.js";

/** More than anybody goes back through; older items are forgotten. */
const MAX_ITEMS = 300;

/** One item as Alexa knows it. Its id is the queue's with a number, since Music Assistant's own are not known at once. */
export interface SessionItem {
  readonly number: number;
  readonly media: MediaFacts;
  /** The place in Music Assistant's queue, as soon as it is known; another one after an edit. */
  queueItemId?: string;
  /** The item that it was asked for as the next of. */
  readonly after?: number;
}

/** How a session begins. */
export interface NewSession {
  readonly contentId: string;
  readonly playerId: PlayerId;
  /** The player is not certain: Amazon may name another Echo. */
  readonly isGuess: boolean;
  /** Explicit items are left out. */
  readonly isFiltered: boolean;
  readonly loop: boolean;
  /** What the library says will come, until Music Assistant has told of the queue. */
  readonly planned: readonly MediaFacts[];
  /** Nothing else will come. */
  readonly isPlanWhole: boolean;
}

/** What Alexa was told of one queue: which player it plays on, and which items its ids stand for. */
export class QueueSession {
  readonly queueId: string;
  readonly contentId: string;
  readonly isFiltered: boolean;
  playerId: PlayerId;
  isGuess: boolean;
  /** What LOOP said last; REPEAT off returns to it. */
  loop: boolean;
  planned: readonly MediaFacts[];
  isPlanWhole: boolean;
  /** The place that Music Assistant's queue was at before it was told to play this: its queue is ours when it is at another. */
  replaces: { readonly queueItemId: string | undefined; readonly atMs: number } | undefined;
  readonly #items = new Map<number, SessionItem>();
  #next = 0;

  constructor(queueId: string, said: NewSession) {
    this.queueId = queueId;
    this.contentId = said.contentId;
    this.playerId = said.playerId;
    this.isGuess = said.isGuess;
    this.isFiltered = said.isFiltered;
    this.loop = said.loop;
    this.planned = said.planned;
    this.isPlanWhole = said.isPlanWhole;
  }

  /** Everything that was handed out and is remembered, oldest first. */
  get items(): readonly SessionItem[] {
    return [...this.#items.values()];
  }

  /** The item with Alexa's id; undefined for an id that is not of this queue, or too old. */
  item(itemId: string): SessionItem | undefined {
    const prefix = `${this.queueId}.`;
    if (!itemId.startsWith(prefix)) return undefined;
    const digits = itemId.slice(prefix.length);
    return /^\d{1,9}$/.test(digits) ? this.numbered(Number(digits)) : undefined;
  }

  numbered(number: number): SessionItem | undefined {
    return this.#items.get(number);
  }

  /** A new item; its number is that of no other. */
  mint(media: MediaFacts, where: { readonly queueItemId?: string; readonly after?: number }): SessionItem {
    const item: SessionItem = { number: this.#next++, media, ...where };
    this.#keep(item);
    return item;
  }

  /** What was answered when the next of `number` was asked for, if that still is the place `queueItemId`. */
  prefetched(number: number, queueItemId: string | undefined): SessionItem | undefined {
    const found = this.follower(number);
    return found?.queueItemId === queueItemId ? found : undefined;
  }

  /** What was answered last when the next of `number` was asked for. */
  follower(number: number): SessionItem | undefined {
    return this.#newest((item) => item.after === number);
  }

  /** The newest item with this place. */
  placed(queueItemId: string): SessionItem | undefined {
    return this.#newest((item) => item.queueItemId === queueItemId);
  }

  /** The item that was handed out last. */
  get last(): SessionItem | undefined {
    return this.#newest(() => true);
  }

  /** Takes back what an earlier run knew. */
  restore(items: readonly SessionItem[]): void {
    for (const item of items) {
      this.#keep({ ...item });
      this.#next = Math.max(this.#next, item.number + 1);
    }
  }

  #newest(holds: (item: SessionItem) => boolean): SessionItem | undefined {
    for (let number = this.#next - 1; number >= Math.max(0, this.#next - MAX_ITEMS); number -= 1) {
      const item = this.#items.get(number);
      if (item !== undefined && holds(item)) return item;
    }
    return undefined;
  }

  #keep(item: SessionItem): void {
    this.#items.set(item.number, item);
    this.#items.delete(item.number - MAX_ITEMS);
  }
}

/** Alexa's id of an item. */
export function itemIdOf(session: QueueSession, item: SessionItem): string {
  return `${session.queueId}.${item.number}`;
}

/** The id that the item's audio has: of letters, digits, `_` and `-`, as stands in an address. */
export function audioIdOf(session: QueueSession, item: SessionItem): string {
  return `${session.queueId}-${item.number}`;
}
