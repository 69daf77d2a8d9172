import type {
  MediaFacts,
  PlayOrder,
  PlayQueue,
  PlayQueues,
  QueueItem,
  QueueSteering,
  RepeatMode,
} from "../music-skill/ports.js";
import type { PlayerId } from "../ports.js";

interface Queue {
  items: QueueItem[];
  currentIndex: number | undefined;
  shuffle: boolean;
  repeat: RepeatMode;
  revision: number;
}

/** A Music Assistant of queues only: does at once what it is told, and counts what it was asked. */
export class StandInQueues implements PlayQueues, QueueSteering {
  /** What was asked for, in order. */
  readonly asked: string[] = [];
  /** False: the API is away. */
  isHere = true;
  readonly #library: (uri: string) => readonly MediaFacts[];
  readonly #queues = new Map<PlayerId, Queue>();
  readonly #listeners = new Set<(playerId: PlayerId) => void>();
  #ids = 0;

  /** `library`: what playing an address puts into a queue. */
  constructor(library: (uri: string) => readonly MediaFacts[]) {
    this.#library = library;
  }

  of(playerId: PlayerId): PlayQueue | undefined {
    const queue = this.#queues.get(playerId);
    if (!this.isHere || queue === undefined) return undefined;
    const { revision, currentIndex, shuffle, repeat, items } = queue;
    const indexOf = (id: string): number | undefined => {
      const index = items.findIndex(({ queueItemId }) => queueItemId === id);
      return index < 0 ? undefined : index;
    };
    return { revision, total: items.length, currentIndex, shuffle, repeat, at: (index) => items[index], indexOf };
  }

  follow(listener: (playerId: PlayerId) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  play(playerId: PlayerId, { uris, startUri, shuffle = false, repeat = "off", startMs }: PlayOrder): void {
    this.asked.push(`${playerId} plays ${uris.join(" ")}${startMs === undefined ? "" : ` from ${startMs} ms`}`);
    const media = uris.flatMap((uri) => this.#library(uri));
    const start = Math.max(
      0,
      media.findIndex(({ uri }) => uri === startUri),
    );
    this.fill(playerId, [...media.slice(start)], { shuffle, repeat });
  }

  jump(playerId: PlayerId, queueItemId: string): void {
    this.asked.push(`${playerId} jumps`);
    this.#change(playerId, (queue) => {
      queue.currentIndex = queue.items.findIndex((item) => item.queueItemId === queueItemId);
    });
  }

  setShuffle(playerId: PlayerId, isOn: boolean): Promise<void> {
    this.asked.push(`${playerId} shuffles ${isOn}`);
    this.#change(playerId, (queue) => {
      queue.shuffle = isOn;
      const at = (queue.currentIndex ?? -1) + 1;
      queue.items = [...queue.items.slice(0, at), ...queue.items.slice(at).reverse()];
    });
    return Promise.resolve();
  }

  setRepeat(playerId: PlayerId, mode: RepeatMode): void {
    this.asked.push(`${playerId} repeats ${mode}`);
    this.#change(playerId, (queue) => {
      queue.repeat = mode;
    });
  }

  transfer(from: PlayerId, to: PlayerId): void {
    this.asked.push(`${from} goes to ${to}`);
    const queue = this.#queues.get(from);
    if (queue === undefined) return;
    this.#queues.delete(from);
    this.#queues.set(to, queue);
    this.#tell(to);
  }

  remove(playerId: PlayerId, queueItemId: string): void {
    this.asked.push(`${playerId} removes`);
    this.#change(playerId, (queue) => {
      const playing = queue.items[queue.currentIndex ?? -1];
      queue.items = queue.items.filter((item) => item.queueItemId !== queueItemId);
      queue.currentIndex = playing === undefined ? undefined : Math.max(0, queue.items.indexOf(playing));
    });
  }

  rate(uri: string, isLiked: boolean): void {
    this.asked.push(`${uri} is ${isLiked ? "liked" : "not liked"}`);
  }

  /** Puts a queue there without being asked, as a person in front of Music Assistant would. */
  fill(playerId: PlayerId, media: readonly MediaFacts[], modes: Partial<Pick<Queue, "shuffle" | "repeat">> = {}): void {
    const items = media.map((one) => ({ queueItemId: `ma${(this.#ids += 1)}`, media: one }));
    const revision = (this.#queues.get(playerId)?.revision ?? 0) + 1;
    this.#queues.set(playerId, { items, currentIndex: 0, shuffle: false, repeat: "off", ...modes, revision });
    this.#tell(playerId);
  }

  /** Puts an item behind the one that plays. */
  insertNext(playerId: PlayerId, media: MediaFacts): void {
    this.#change(playerId, (queue) => {
      queue.items.splice((queue.currentIndex ?? -1) + 1, 0, { queueItemId: `ma${(this.#ids += 1)}`, media });
    });
  }

  /** The track comes to its end by itself. */
  advance(playerId: PlayerId): void {
    this.#change(playerId, (queue) => {
      const next = (queue.currentIndex ?? 0) + (queue.repeat === "one" ? 0 : 1);
      queue.currentIndex = queue.repeat === "all" ? next % queue.items.length : Math.min(next, queue.items.length - 1);
    });
  }

  /** The title that plays. */
  playing(playerId: PlayerId): string | undefined {
    const queue = this.#queues.get(playerId);
    return queue?.items[queue.currentIndex ?? -1]?.media.name;
  }

  #change(playerId: PlayerId, change: (queue: Queue) => void): void {
    const queue = this.#queues.get(playerId);
    if (queue === undefined) return;
    change(queue);
    queue.revision += 1;
    this.#tell(playerId);
  }

  #tell(playerId: PlayerId): void {
    for (const listener of this.#listeners) listener(playerId);
  }
}
