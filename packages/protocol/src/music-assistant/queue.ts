/** Music Assistant's queue of one player and what stands in it (Sendspin reference 4.6). */
import { z } from "zod";
import { displayOnly, openEnum, openObject, readableItems } from "../open-schemas.js";
import { MediaImageSchema } from "./image.js";
import { MediaItemSchema } from "./media.js";

export const PlaybackStateSchema = openEnum(["idle", "paused", "playing", "buffering"]);
export type PlaybackState = z.infer<typeof PlaybackStateSchema>;

export const RepeatModeSchema = openEnum(["off", "one", "all"]);
export type RepeatMode = z.infer<typeof RepeatModeSchema>;

/** Server → client: one place of a queue, Sendspin reference 4.6. The id stays when the order changes. */
export const QueueItemSchema = openObject({
  queue_id: z.string().min(1),
  queue_item_id: z.string().min(1),
  /** "Artist - Title" for tracks. */
  name: displayOnly(z.string()),
  /** Seconds, whole; null = unknown or live. */
  duration: displayOnly(z.number().min(0).nullable()),
  media_item: displayOnly(MediaItemSchema.nullable()),
  image: displayOnly(MediaImageSchema.nullable()),
  available: displayOnly(z.boolean()),
});
export type QueueItem = z.infer<typeof QueueItemSchema>;

/** Server → client: result of `player_queues/items`, in the queue's order. One that is malformed is an error: places count. */
export const QueueItemsSchema = z.array(QueueItemSchema);

/** Server → client: `queue_added`, `queue_updated`, `queue_items_updated` and results, Sendspin reference 4.5 and 4.6. */
export const PlayerQueueSchema = openObject({
  queue_id: z.string().min(1),
  active: displayOnly(z.boolean()),
  display_name: displayOnly(z.string()),
  available: z.boolean(),
  /** How many there are; the items themselves come with `player_queues/items` only. */
  items: z.int().min(0),
  shuffle_enabled: z.boolean().default(false),
  repeat_mode: RepeatModeSchema.default("off"),
  current_index: z.int().min(0).nullable().default(null),
  /** Up to a minute ahead of the sound; tells nothing about audio received (reference 1.11). */
  index_in_buffer: z.int().min(0).nullable().default(null),
  /** The last item has been played to its end. */
  ended: displayOnly(z.boolean()),
  /** Seconds, true at `elapsed_time_last_updated`. */
  elapsed_time: z.number().default(0),
  /** Seconds since 1970 on the server's wall clock. */
  elapsed_time_last_updated: z.number().default(0),
  playback_speed: displayOnly(z.number().positive()),
  state: PlaybackStateSchema.default("idle"),
  current_item: displayOnly(QueueItemSchema.nullable()),
  next_item: displayOnly(QueueItemSchema.nullable()),
});
export type PlayerQueue = z.infer<typeof PlayerQueueSchema>;

/** Server → client: result of `player_queues/all`. */
export const PlayerQueuesSchema = readableItems(PlayerQueueSchema);
