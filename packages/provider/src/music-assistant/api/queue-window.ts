import type { QueueItem } from "@ma-alexa/protocol/music-assistant";

import { entryOf, type QueueEntry } from "./queue-entry.js";

/** A stretch of places. */
export interface Stretch {
  readonly offset: number;
  readonly limit: number;
}

/** How much of a queue is kept around its current place, however long it is. */
const WINDOW_PLACES = 200;
/** Nearer than this to the window's edge, with more beyond it, the window is moved. */
const MARGIN_PLACES = 50;

/** The stretch that a window around `index` has to hold. */
export function windowAround(index: number, total: number): Stretch {
  const offset = Math.max(0, Math.min(index - WINDOW_PLACES / 2, total - WINDOW_PLACES));
  return { offset, limit: Math.min(WINDOW_PLACES, total - offset) };
}

/** What lies outside of the window and is kept too, since a repeated queue goes from its end to its beginning. */
export function edgesOutside({ offset, limit }: Stretch, total: number): readonly number[] {
  return [...(offset > 0 ? [0] : []), ...(offset + limit < total ? [total - 1] : [])];
}

/** The places of a queue that are known: a window, and the head and tail of the queue. */
export class QueueWindow {
  readonly #stretch: Stretch;
  readonly #total: number;
  readonly #byIndex = new Map<number, QueueEntry>();
  readonly #byId = new Map<string, QueueEntry>();

  constructor(stretch: Stretch, total: number) {
    this.#stretch = stretch;
    this.#total = total;
  }

  /** Takes items that stand from `offset` on. */
  put(offset: number, items: readonly QueueItem[]): void {
    items.forEach((item, place) => {
      const entry = entryOf(item, offset + place);
      this.#byIndex.set(entry.index, entry);
      this.#byId.set(entry.queueItemId, entry);
    });
  }

  at(index: number): QueueEntry | undefined {
    return this.#byIndex.get(index);
  }

  find(queueItemId: string): QueueEntry | undefined {
    return this.#byId.get(queueItemId);
  }

  /** Whether the window still serves a queue of `total` places that stands at `index`. */
  serves(index: number, total: number): boolean {
    const { offset, limit } = this.#stretch;
    const endsBefore = offset > 0 && index < offset + MARGIN_PLACES;
    const endsAfter = offset + limit < total && index > offset + limit - MARGIN_PLACES;
    return total === this.#total && !endsBefore && !endsAfter;
  }
}
