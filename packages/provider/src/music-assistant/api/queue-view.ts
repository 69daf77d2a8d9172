import type { PlayerQueue, QueueItem } from "@ma-alexa/protocol/music-assistant";

import type { Clock, Logger, Timer } from "../../ports.js";

import { MusicAssistantError } from "./music-assistant-error.js";
import { placeAfter, placeBefore, type Repeat } from "./play-order.js";
import { entryOf, type QueueEntry } from "./queue-entry.js";
import { edgesOutside, QueueWindow, windowAround } from "./queue-window.js";
import type { ServerClock } from "./server-clock.js";

export interface QueueViewParts {
  readonly queueId: string;
  /** Asks Music Assistant for places of the queue. */
  readonly items: (queueId: string, offset: number, limit: number) => Promise<readonly QueueItem[]>;
  readonly clock: Clock;
  readonly serverClock: Pick<ServerClock, "heard" | "nowSeconds">;
  readonly logger: Logger;
  /** Something that the view shows has changed. */
  readonly changed: () => void;
}

const RETRY_MS = 2_000;

/**
 * One queue of Music Assistant, kept from its events: the places around the current one, the first and the last. Events
 * tell only that items changed, so they are asked for, one request at a time and once for any number of events that came
 * meanwhile. What an event costs does not depend on how long the queue is.
 */
export class QueueView {
  readonly queueId: string;
  readonly #parts: QueueViewParts;
  #queue: PlayerQueue | undefined;
  #window: QueueWindow | undefined;
  #isStale = false;
  #isReading = false;
  #isStopped = false;
  #revision = 0;
  #retry: Timer | undefined;
  #whenSettled: (() => void)[] = [];

  constructor(parts: QueueViewParts) {
    this.#parts = parts;
    this.queueId = parts.queueId;
  }

  /** Whether Music Assistant has told of the queue. */
  get isKnown(): boolean {
    return this.#queue !== undefined;
  }

  /** Another number whenever anything that the view shows may have changed. */
  get revision(): number {
    return this.#revision;
  }

  /** How many items there are. */
  get total(): number {
    return this.#queue?.items ?? 0;
  }

  /** The place that sounds, or would sound; undefined before anything was played. */
  get currentIndex(): number | undefined {
    return this.#queue?.current_index ?? undefined;
  }

  get shuffle(): boolean {
    return this.#queue?.shuffle_enabled ?? false;
  }

  get repeat(): Repeat {
    const mode = this.#queue?.repeat_mode;
    return mode === "one" || mode === "all" ? mode : "off";
  }

  get isPlaying(): boolean {
    return this.#queue?.state === "playing";
  }

  /** The item that sounds, or would sound. */
  get current(): QueueEntry | undefined {
    const { currentIndex: index } = this;
    if (index === undefined) return undefined;
    // The event that moves the place also names its item, so no request is waited for.
    const item = this.#queue?.current_item;
    return item ? entryOf(item, index) : this.#window?.at(index);
  }

  /** Where the current item stands now. */
  get positionMs(): number {
    const queue = this.#queue;
    if (queue === undefined) return 0;
    const { elapsed_time: elapsed, elapsed_time_last_updated: asOf, playback_speed: speed = 1 } = queue;
    const since = queue.state === "playing" ? Math.max(0, this.#parts.serverClock.nowSeconds() - asOf) * speed : 0;
    const positionMs = Math.max(0, elapsed + since) * 1_000;
    return Math.min(positionMs, this.current?.media.durationMs ?? positionMs);
  }

  /** Whether everything that Music Assistant told of is known. */
  get isSettled(): boolean {
    return !this.#isStale && !this.#isReading;
  }

  /** The item at a place: within the window, or at the head or tail. */
  at(index: number): QueueEntry | undefined {
    return this.#window?.at(index);
  }

  /** Where an item stands now; undefined when it has left the queue or is too far away to be known. */
  indexOf(queueItemId: string): number | undefined {
    return this.find(queueItemId)?.index;
  }

  find(queueItemId: string): QueueEntry | undefined {
    return this.#window?.find(queueItemId) ?? this.#currentIs(queueItemId);
  }

  /** What follows an item: by itself (`natural`), or when a person says next. Undefined at the end, and for what is unknown. */
  after(queueItemId: string, natural: boolean): QueueEntry | undefined {
    const from = this.find(queueItemId);
    const index = from && placeAfter(from.index, this.total, this.repeat, natural);
    return index === undefined ? undefined : this.at(index);
  }

  /** What a person means with previous; undefined at the beginning, and for what is unknown. */
  before(queueItemId: string): QueueEntry | undefined {
    const from = this.find(queueItemId);
    const index = from && placeBefore(from.index, this.total, this.repeat);
    return index === undefined ? undefined : this.at(index);
  }

  /** Whether nothing follows the current item by itself. */
  get isLast(): boolean {
    const { currentIndex: index } = this;
    return index !== undefined && placeAfter(index, this.total, this.repeat, true) === undefined;
  }

  /** Music Assistant tells how the queue stands; `itemsChanged` for `queue_items_updated`. */
  hear(queue: PlayerQueue, itemsChanged: boolean): void {
    this.#parts.serverClock.heard(queue.elapsed_time_last_updated);
    this.#queue = queue;
    const index = queue.current_index ?? 0;
    if (itemsChanged || this.#window?.serves(index, queue.items) !== true) this.#isStale = true;
    this.#changed();
    this.#read();
  }

  /** The position alone, in seconds. */
  hearTime(elapsedSeconds: number): void {
    if (this.#queue === undefined) return;
    const now = this.#parts.serverClock.nowSeconds();
    this.#queue = { ...this.#queue, elapsed_time: elapsedSeconds, elapsed_time_last_updated: now };
    this.#changed();
  }

  /** Resolves when everything that was told of is known, or the view is stopped. */
  async settled(): Promise<void> {
    if (this.isSettled || this.#isStopped) return;
    await new Promise<void>((resolve) => {
      this.#whenSettled.push(resolve);
    });
  }

  /** Asks for nothing any more. */
  stop(): void {
    this.#isStopped = true;
    this.#retry?.cancel();
    this.#settle();
  }

  #changed(): void {
    this.#revision += 1;
    this.#parts.changed();
  }

  #currentIs(queueItemId: string): QueueEntry | undefined {
    const { current } = this;
    return current?.queueItemId === queueItemId ? current : undefined;
  }

  #read(): void {
    if (!this.#isStale || this.#isReading || this.#isStopped) return;
    this.#isStale = false;
    this.#isReading = true;
    this.#retry?.cancel();
    void this.#readOnce().then((isRead) => {
      this.#isReading = false;
      if (this.#isStopped) return;
      if (isRead) this.#read();
      else this.#tryAgainLater();
      if (this.isSettled) this.#settle();
    });
  }

  /** False when Music Assistant did not answer. */
  async #readOnce(): Promise<boolean> {
    const total = this.total;
    const stretch = windowAround(this.#queue?.current_index ?? 0, total);
    const window = new QueueWindow(stretch, total);
    try {
      if (total > 0) window.put(stretch.offset, await this.#parts.items(this.queueId, stretch.offset, stretch.limit));
      for (const index of edgesOutside(stretch, total))
        window.put(index, await this.#parts.items(this.queueId, index, 1));
    } catch (error) {
      if (!(error instanceof MusicAssistantError)) throw error;
      this.#parts.logger.debug({ code: error.code }, "The items of a queue could not be read");
      return false;
    }
    if (this.#isStopped) return true;
    this.#window = window;
    this.#changed();
    return true;
  }

  #tryAgainLater(): void {
    this.#isStale = true;
    this.#retry = this.#parts.clock.after(RETRY_MS, () => {
      this.#read();
    });
  }

  #settle(): void {
    for (const resolve of this.#whenSettled.splice(0)) resolve();
  }
}
