import { EventEmitter } from "node:events";

import type { KnownApiEvent, Player, PlayerQueue } from "@ma-alexa/protocol/music-assistant";

import type { Clock, Logger } from "../../ports.js";

import type { PlayerCommands } from "./commands/player-commands.js";
import type { QueueCommands } from "./commands/queue-commands.js";
import { MusicAssistantError } from "./music-assistant-error.js";
import { PlayerDirectory } from "./player-directory.js";
import { QueueView } from "./queue-view.js";
import { ServerClock } from "./server-clock.js";

export interface PlayerQueuesParts {
  readonly players: Pick<PlayerCommands, "all">;
  readonly queues: Pick<QueueCommands, "all" | "activeOf" | "items">;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface PlayerQueuesEvents {
  /** The queue of a Sendspin client, or what it holds, has changed; undefined: it has none now. */
  queue: [clientId: string, view: QueueView | undefined];
  /** How Music Assistant sees the player of a Sendspin client; undefined: it knows none. */
  player: [clientId: string, player: Player | undefined];
}

/**
 * The queues of those Sendspin clients that are watched, each looked up by the rules of Sendspin reference 3.3: again
 * whenever Music Assistant adds, changes or removes a player, and after each reconnect.
 */
export class PlayerQueues extends EventEmitter<PlayerQueuesEvents> {
  readonly #parts: PlayerQueuesParts;
  readonly #directory = new PlayerDirectory();
  readonly #serverClock: ServerClock;
  readonly #watched = new Set<string>();
  /** Client id → the id of the queue it plays. */
  readonly #queueIds = new Map<string, string>();
  readonly #views = new Map<string, QueueView>();
  /** Newest state of every queue, so that a client that is watched later needs no request. */
  readonly #known = new Map<string, PlayerQueue>();

  constructor(parts: PlayerQueuesParts) {
    super();
    this.#parts = parts;
    this.#serverClock = new ServerClock(parts.clock);
  }

  /** Asks for nothing any more and forgets every queue; what is watched stays watched. */
  stop(): void {
    for (const view of this.#views.values()) view.stop();
    this.#views.clear();
    this.#queueIds.clear();
  }

  /** Keeps the queue of this client from now on. */
  watch(clientId: string): void {
    this.#watched.add(clientId);
    this.#lookUp(clientId);
  }

  /** Forgets the client and, unless another watched client plays it, its queue. */
  unwatch(clientId: string): void {
    this.#watched.delete(clientId);
    this.#play(clientId, undefined);
  }

  viewOf(clientId: string): QueueView | undefined {
    return this.#views.get(this.#queueIds.get(clientId) ?? "");
  }

  /** How Music Assistant sees the player of a client. */
  playerOf(clientId: string): Player | undefined {
    return this.#directory.playerOf(clientId);
  }

  /** The connection stands, for the first time or again: everything is read anew. Never rejects. */
  async refresh(): Promise<void> {
    this.#serverClock.forget();
    await this.#readAll();
  }

  /** Takes an event of the connection. */
  hear(event: KnownApiEvent): void {
    switch (event.event) {
      case "player_added":
      case "player_updated":
      case "player_removed":
        for (const clientId of this.#directory.hear(event)) if (this.#watched.has(clientId)) this.#lookUp(clientId);
        return;
      case "queue_added":
      case "queue_updated":
      case "queue_items_updated":
        this.#known.set(event.objectId, event.data);
        this.#views.get(event.objectId)?.hear(event.data, event.event === "queue_items_updated");
        return;
      case "queue_time_updated":
        this.#views.get(event.objectId)?.hearTime(event.data);
        return;
      default:
        return;
    }
  }

  async #readAll(): Promise<void> {
    try {
      const [players, queues] = await Promise.all([this.#parts.players.all(), this.#parts.queues.all()]);
      this.#directory.replace(players);
      this.#known.clear();
      for (const queue of queues) {
        this.#known.set(queue.queue_id, queue);
        // Whatever was told while nobody listened is read again.
        this.#views.get(queue.queue_id)?.hear(queue, true);
      }
      for (const clientId of this.#watched) this.#lookUp(clientId);
    } catch (error) {
      if (!(error instanceof MusicAssistantError)) throw error;
      this.#parts.logger.warn({ code: error.code }, "The players and queues of Music Assistant could not be read");
    }
  }

  #lookUp(clientId: string): void {
    const player = this.#directory.playerOf(clientId);
    this.emit("player", clientId, player);
    const isGrouped = player !== undefined && Boolean(player.synced_to ?? player.active_group);
    if (isGrouped) void this.#askWhichQueue(clientId, player.player_id);
    else this.#play(clientId, player?.player_id);
  }

  /** Grouped, a player plays its leader's queue or that of its group; only Music Assistant knows which. */
  async #askWhichQueue(clientId: string, playerId: string): Promise<void> {
    try {
      const queue = await this.#parts.queues.activeOf(playerId);
      if (queue !== undefined) this.#known.set(queue.queue_id, queue);
      if (this.#watched.has(clientId)) this.#play(clientId, queue?.queue_id ?? playerId);
    } catch (error) {
      if (!(error instanceof MusicAssistantError)) throw error;
      this.#parts.logger.debug({ code: error.code }, "The queue of a grouped player could not be looked up");
    }
  }

  #play(clientId: string, queueId: string | undefined): void {
    const before = this.#queueIds.get(clientId);
    if (before === queueId) return;
    if (queueId === undefined) this.#queueIds.delete(clientId);
    else this.#queueIds.set(clientId, queueId);
    if (before !== undefined) this.#dropUnlessPlayed(before);
    if (queueId !== undefined) this.#view(queueId);
    this.emit("queue", clientId, this.viewOf(clientId));
  }

  #view(queueId: string): void {
    if (this.#views.has(queueId)) return;
    const view = new QueueView({
      queueId,
      items: (id, offset, limit) => this.#parts.queues.items(id, offset, limit),
      clock: this.#parts.clock,
      serverClock: this.#serverClock,
      logger: this.#parts.logger,
      changed: () => {
        for (const [clientId, id] of this.#queueIds) if (id === queueId) this.emit("queue", clientId, view);
      },
    });
    this.#views.set(queueId, view);
    const known = this.#known.get(queueId);
    if (known !== undefined) view.hear(known, true);
  }

  #dropUnlessPlayed(queueId: string): void {
    if ([...this.#queueIds.values()].includes(queueId)) return;
    this.#views.get(queueId)?.stop();
    this.#views.delete(queueId);
  }
}
