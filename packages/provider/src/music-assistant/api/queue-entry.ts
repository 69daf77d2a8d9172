import { imageProxyPath, type QueueItem } from "@ma-alexa/protocol/music-assistant";

import { factsOf, type MediaFacts } from "./media-facts.js";

/** One place of a player's queue, as others show and play it. */
export interface QueueEntry {
  readonly index: number;
  /** Music Assistant's id of the place: it stays when the order changes, and the same track twice has two. */
  readonly queueItemId: string;
  readonly media: MediaFacts;
}

/** What is shown of a queue item. One without a medium (an announcement, a stream by its address) has its place as its address. */
export function entryOf(item: QueueItem, index: number): QueueEntry {
  const known = item.media_item ? factsOf(item.media_item) : undefined;
  const bare: MediaFacts = { uri: item.queue_item_id, kind: "track", name: item.name ?? "", artists: [] };
  const durationMs = item.duration ? item.duration * 1_000 : undefined;
  const image = item.image ? imageProxyPath(item.image) : undefined;
  return {
    index,
    queueItemId: item.queue_item_id,
    media: {
      ...(known ?? bare),
      ...(durationMs === undefined ? {} : { durationMs }),
      ...(image === undefined ? {} : { image }),
    },
  };
}
