import type { Clock, Logger, PlayerId } from "../../ports.js";

import type { MusicAssistantServer } from "./music-assistant-server.js";
import { MusicAssistantError } from "./music-assistant-error.js";
import type { QueueView } from "./queue-view.js";

export interface SteeringParts {
  readonly server: Pick<MusicAssistantServer, "queues" | "music" | "playerQueues">;
  /** The Sendspin client of a player. */
  readonly clientIdOf: (playerId: PlayerId) => string | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How something of the library begins. */
interface PlayOrder {
  readonly uris: readonly string[];
  readonly startUri?: string;
  readonly shuffle?: boolean;
  readonly repeat?: "off" | "one" | "all";
  /** Of the first item. */
  readonly startMs?: number;
}

/** Alexa asks for the next item right after she has asked for shuffle; no answer of hers may wait longer (design, section 8). */
const SHUFFLE_WITHIN_MS = 800;

/** Steers players' queues without anybody waiting for it. What Music Assistant refuses is logged. */
export class QueueSteerer {
  readonly #parts: SteeringParts;

  constructor(parts: SteeringParts) {
    this.#parts = parts;
  }

  /** Replaces the player's queue and plays. */
  play(playerId: PlayerId, { uris, startUri, shuffle, repeat, startMs }: PlayOrder): void {
    const { queues } = this.#parts.server;
    this.#steer(playerId, "play", async (queueId) => {
      // The modes first: play_media shuffles by them.
      if (shuffle !== undefined) await queues.shuffle(queueId, shuffle);
      if (repeat !== undefined) await queues.repeat(queueId, repeat);
      await queues.playMedia(queueId, uris, {
        option: "replace",
        ...(startUri === undefined ? {} : { startItem: startUri }),
      });
      if (startMs !== undefined && startMs >= 1_000) await queues.seek(queueId, startMs / 1_000);
    });
  }

  jump(playerId: PlayerId, queueItemId: string): void {
    this.#steer(playerId, "jump", (queueId) => this.#parts.server.queues.playIndex(queueId, queueItemId));
  }

  /** Resolves when the queue in its new order is known, or after 800 ms. Never rejects. */
  async setShuffle(playerId: PlayerId, isOn: boolean): Promise<void> {
    const view = this.#viewOf(playerId);
    if (view === undefined) return;
    const known = this.#carryOut("shuffle", async () => {
      await this.#parts.server.queues.shuffle(view.queueId, isOn);
      await view.settled();
    });
    await this.#within(SHUFFLE_WITHIN_MS, known);
  }

  setRepeat(playerId: PlayerId, mode: "off" | "one" | "all"): void {
    this.#steer(playerId, "repeat", (queueId) => this.#parts.server.queues.repeat(queueId, mode));
  }

  /** Takes an item out of the queue. */
  remove(playerId: PlayerId, queueItemId: string): void {
    this.#steer(playerId, "remove", (queueId) => this.#parts.server.queues.deleteItem(queueId, queueItemId));
  }

  /** Moves what plays, with its place, to another player. */
  transfer(from: PlayerId, to: PlayerId): void {
    const target = this.#viewOf(to);
    if (target === undefined) return;
    this.#steer(from, "transfer", (queueId) => this.#parts.server.queues.transfer(queueId, target.queueId));
  }

  /** A thumb: up makes it a favourite, down takes that back. */
  rate(uri: string, isLiked: boolean): void {
    const { music } = this.#parts.server;
    void this.#carryOut("rate", async () => {
      if (isLiked) {
        await music.addFavorite(uri);
        return;
      }
      const { media_type: type, item_id: id, provider } = await music.itemByUri(uri);
      // Only what is in the library can be a favourite.
      if (provider === "library") await music.removeFavorite(type, id);
    });
  }

  #steer(playerId: PlayerId, what: string, task: (queueId: string) => Promise<void>): void {
    const view = this.#viewOf(playerId);
    if (view === undefined)
      this.#parts.logger.warn(
        { player: playerId },
        `Music Assistant has no queue for a player yet, so ${what} was dropped`,
      );
    else void this.#carryOut(what, () => task(view.queueId));
  }

  async #carryOut(what: string, task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      if (!(error instanceof MusicAssistantError)) throw error;
      this.#parts.logger.warn({ code: error.code, what }, error.message);
    }
  }

  #viewOf(playerId: PlayerId): QueueView | undefined {
    const clientId = this.#parts.clientIdOf(playerId);
    return clientId === undefined ? undefined : this.#parts.server.playerQueues.viewOf(clientId);
  }

  async #within(ms: number, task: Promise<void>): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = this.#parts.clock.after(ms, resolve);
      void task.then(() => {
        timer.cancel();
        resolve();
      });
    });
  }
}
