import {
  PlayerQueueSchema,
  PlayerQueuesSchema,
  QueueItemsSchema,
  type PlayerQueue,
  type QueueItem,
} from "@ma-alexa/protocol/music-assistant";
import { z } from "zod";

import type { Ask } from "../requests.js";

/** What becomes of the queue when media are added to it. */
export type PlayOption = "play" | "replace" | "next" | "replace_next" | "add";

export interface PlayMediaOptions {
  readonly option?: PlayOption;
  /** The uri or id of the item of a list to begin with. */
  readonly startItem?: string;
}

const nothing = z.unknown();

/** Commands for queues (Sendspin reference 4.7); the id is a queue's, looked up and never computed. Each rejects with MusicAssistantError. */
export class QueueCommands {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  async all(): Promise<readonly PlayerQueue[]> {
    return await this.#ask("player_queues/all", {}, PlayerQueuesSchema);
  }

  /** The queue that a player plays now: its own, or that of the group it is in. */
  async activeOf(playerId: string): Promise<PlayerQueue | undefined> {
    return (
      (await this.#ask("player_queues/get_active_queue", { player_id: playerId }, PlayerQueueSchema.nullable())) ??
      undefined
    );
  }

  /** `limit` places from `offset` on, fewer at the end. */
  async items(queueId: string, offset: number, limit: number): Promise<readonly QueueItem[]> {
    return await this.#ask("player_queues/items", { queue_id: queueId, limit, offset }, QueueItemsSchema);
  }

  async play(queueId: string): Promise<void> {
    await this.#ask("player_queues/play", { queue_id: queueId }, nothing);
  }

  async pause(queueId: string): Promise<void> {
    await this.#ask("player_queues/pause", { queue_id: queueId }, nothing);
  }

  async next(queueId: string): Promise<void> {
    await this.#ask("player_queues/next", { queue_id: queueId }, nothing);
  }

  async previous(queueId: string): Promise<void> {
    await this.#ask("player_queues/previous", { queue_id: queueId }, nothing);
  }

  /** Whole seconds of the current item. */
  async seek(queueId: string, positionSeconds: number): Promise<void> {
    await this.#ask("player_queues/seek", { queue_id: queueId, position: Math.floor(positionSeconds) }, nothing);
  }

  /** Plays a place of the queue, by its number or by the id of its item. */
  async playIndex(queueId: string, index: number | string, seekSeconds = 0): Promise<void> {
    await this.#ask(
      "player_queues/play_index",
      { queue_id: queueId, index, seek_position: Math.floor(seekSeconds) },
      nothing,
    );
  }

  /** Plays or queues media by their uris. */
  async playMedia(
    queueId: string,
    uris: readonly string[],
    { option, startItem }: PlayMediaOptions = {},
  ): Promise<void> {
    await this.#ask(
      "player_queues/play_media",
      { queue_id: queueId, media: uris, option, start_item: startItem },
      nothing,
    );
  }

  async shuffle(queueId: string, isShuffled: boolean): Promise<void> {
    await this.#ask("player_queues/shuffle", { queue_id: queueId, shuffle_enabled: isShuffled }, nothing);
  }

  async repeat(queueId: string, mode: "off" | "one" | "all"): Promise<void> {
    await this.#ask("player_queues/repeat", { queue_id: queueId, repeat_mode: mode }, nothing);
  }

  /** Takes a place out of the queue, by the id of its item. */
  async deleteItem(queueId: string, queueItemId: string): Promise<void> {
    await this.#ask("player_queues/delete_item", { queue_id: queueId, item_id_or_index: queueItemId }, nothing);
  }

  /** Moves everything that is queued, and where it stands, to another queue. */
  async transfer(fromQueueId: string, toQueueId: string, isPlaying?: boolean): Promise<void> {
    await this.#ask(
      "player_queues/transfer",
      { source_queue_id: fromQueueId, target_queue_id: toQueueId, auto_play: isPlaying },
      nothing,
    );
  }
}
