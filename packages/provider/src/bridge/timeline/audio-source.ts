import type { PlayerId } from "../../ports.js";
import type { AudioSource, SourceEvent } from "../neighbours.js";

import { EventQueue } from "./event-queue.js";
import type { Timeline } from "./timeline.js";

interface Entry {
  readonly timeline: Timeline;
  readonly presentUs: () => number | undefined;
  readonly queues: Set<EventQueue<SourceEvent>>;
}

/** Every player's timeline as a source of audio: any number of readers, none of which slows it. */
export class TimelineSource implements AudioSource {
  readonly #entries = new Map<PlayerId, Entry>();

  /** Makes a timeline readable. */
  add(playerId: PlayerId, timeline: Timeline, presentUs: () => number | undefined): void {
    this.#entries.set(playerId, { timeline, presentUs, queues: new Set() });
  }

  /** The player is gone: its readers are told no more. */
  remove(playerId: PlayerId): void {
    for (const queue of this.#entries.get(playerId)?.queues ?? []) queue.end();
    this.#entries.delete(playerId);
  }

  /**
   * What is held of the newest generation, then everything as it comes, until `signal` aborts or the player is gone.
   * The reading begins with this call, not with the first value taken. An unknown player has nothing to say.
   */
  open(playerId: PlayerId, signal: AbortSignal): AsyncIterable<SourceEvent> {
    const queue = new EventQueue<SourceEvent>();
    const entry = this.#entries.get(playerId);
    if (entry === undefined || signal.aborted) {
      queue.end();
      return queue;
    }
    const leave = entry.timeline.listen((event) => {
      queue.push(event);
    });
    entry.queues.add(queue);
    const close = (): void => {
      leave();
      entry.queues.delete(queue);
      queue.end(true);
    };
    signal.addEventListener("abort", close, { once: true });
    return queue;
  }

  /** Music Assistant's present on the server's clock, in µs; undefined while no clock is known. */
  presentUs(playerId: PlayerId): number | undefined {
    return this.#entries.get(playerId)?.presentUs();
  }
}
