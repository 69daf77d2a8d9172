import { parseApiMessage, QueueItemsSchema, type QueueItem } from "@ma-alexa/protocol/music-assistant";
import { QueueView } from "@ma-alexa/provider";
import { systemClock } from "@ma-alexa/simulator";
import { percentile } from "./percentiles.js";
import { quietLogger } from "./quiet-logger.js";

/** What one message about a queue of so many items costs, its text read included. */
export interface QueueRow {
  readonly queueItems: number;
  readonly messages: number;
  readonly p50Us: number;
  readonly p99Us: number;
  /** Requests for items, of at most 200 each. */
  readonly requests: number;
  readonly itemsFetched: number;
  /** Finding what follows the current item, from memory. */
  readonly nextUs: number;
}

const MESSAGES = 4_000;
/** The queue moves on by an item every so many messages, and is edited every so many. */
const MOVES_EVERY = 10;
const EDITED_EVERY = 200;
const LOOK_UPS = 100_000;

/** Tells a view thousands of changes of a queue of `queueItems`, and takes the time of each. */
export async function measureQueue(queueItems: number): Promise<QueueRow> {
  let requests = 0;
  let itemsFetched = 0;
  const view = new QueueView({
    queueId: "upkitchen",
    items: (_id, offset, limit) => {
      requests += 1;
      const items = itemsAt(offset, Math.min(limit, queueItems - offset));
      itemsFetched += items.length;
      return Promise.resolve(items);
    },
    clock: systemClock,
    serverClock: { heard: () => undefined, nowSeconds: () => systemClock.epoch() / 1_000 },
    logger: quietLogger,
    changed: () => undefined,
  });
  const tookUs: number[] = [];
  for (let message = 0; message < MESSAGES; message += 1) {
    const text = textOf(message, queueItems);
    const began = performance.now();
    hear(view, text);
    tookUs.push((performance.now() - began) * 1_000);
    await view.settled();
  }
  const nextUs = timeNext(view);
  view.stop();
  const [p50Us, p99Us] = [percentile(tookUs, 50), percentile(tookUs, 99)].map((us) => Math.round(us * 10) / 10);
  return { queueItems, messages: MESSAGES, p50Us: p50Us ?? NaN, p99Us: p99Us ?? NaN, requests, itemsFetched, nextUs };
}

function hear(view: QueueView, text: string): void {
  const message = parseApiMessage(text);
  if (message.kind !== "event") return;
  const { event } = message;
  if (event.event === "queue_updated" || event.event === "queue_items_updated")
    view.hear(event.data, event.event === "queue_items_updated");
}

function timeNext(view: QueueView): number {
  const from = view.current?.queueItemId ?? "";
  const began = performance.now();
  for (let look = 0; look < LOOK_UPS; look += 1) view.after(from, true);
  return Math.round(((performance.now() - began) / LOOK_UPS) * 100_000) / 100;
}

function textOf(message: number, queueItems: number): string {
  const index = Math.floor(message / MOVES_EVERY) % queueItems;
  const event = message % EDITED_EVERY === 0 ? "queue_items_updated" : "queue_updated";
  const data = {
    queue_id: "upkitchen",
    available: true,
    items: queueItems,
    current_index: index,
    elapsed_time: message % 180,
    elapsed_time_last_updated: systemClock.epoch() / 1_000,
    state: "playing",
    current_item: wireItem(index),
    next_item: wireItem(index + 1),
  };
  return JSON.stringify({ event, object_id: "upkitchen", data });
}

function itemsAt(offset: number, count: number): readonly QueueItem[] {
  return QueueItemsSchema.parse(Array.from({ length: Math.max(0, count) }, (_, place) => wireItem(offset + place)));
}

/** An item as large as the real ones are (about 3.8 kB, recorded). */
function wireItem(index: number): object {
  const mention = (kind: string) => ({
    item_id: "1",
    provider: "library",
    name: `A ${kind}`,
    uri: `library://${kind}/1`,
    media_type: kind,
  });
  return {
    queue_id: "upkitchen",
    queue_item_id: `item-${String(index)}`,
    name: `An artist - Track ${String(index)}`,
    duration: 180,
    sort_index: index,
    media_item: {
      ...mention("track"),
      item_id: String(index),
      uri: `library://track/${String(index)}`,
      duration: 180,
      artists: [mention("artist")],
      album: mention("album"),
      metadata: { description: "x".repeat(2_500), images: null, explicit: false },
    },
    available: true,
  };
}
