import type { PlayQueue, QueueItem } from "./ports.js";

/** How a queue is walked. */
export interface Walk {
  readonly step: 1 | -1;
  /** A person asked, so that an item on repeat is left. */
  readonly isUserInitiated: boolean;
  /** What LOOP said last: Music Assistant forgets it while one item is repeated. */
  readonly loop: boolean;
  /** Explicit items are passed over. */
  readonly isFiltered: boolean;
}

/** Where a walk ends: at an item, beyond the end, or out of sight. */
export type Reached = QueueItem | "end" | "unseen";

/** The item beside `index`, in Music Assistant's order. */
export function reach(queue: PlayQueue, index: number, walk: Walk): Reached {
  if (queue.repeat === "one" && !walk.isUserInitiated) return queue.at(index) ?? "unseen";
  const doesWrap = queue.repeat === "all" || (queue.repeat === "one" && walk.loop);
  let at = index;
  for (let steps = 0; steps < queue.total; steps += 1) {
    at += walk.step;
    if (at < 0 || at >= queue.total) {
      if (!doesWrap) return "end";
      at = at < 0 ? queue.total - 1 : 0;
    }
    const item = queue.at(at);
    if (item === undefined) return "unseen";
    if (!walk.isFiltered || item.media.isExplicit !== true) return item;
  }
  return "end";
}
