import type { PlayerId } from "../../ports.js";
import type { AudioSource, SourceEvent } from "../neighbours.js";

import { EventQueue } from "./event-queue.js";
import type { Timeline } from "./timeline.js";

interface Reader {
  readonly playerId: PlayerId;
  readonly queue: EventQueue<SourceEvent>;
  /** Ends the listening to the present timeline, if there is one. */
  leave: () => void;
}

interface Entry {
  readonly timeline: Timeline;
  readonly presentUs: () => number | undefined;
}

/**
 * Every player's timeline as a source of audio: any number of readers, none of which slows it. Readers belong to the
 * player, not to its timeline: an Echo that is renamed, or comes back, goes on in the same reading.
 */
export class TimelineSource implements AudioSource {
  readonly #entries = new Map<PlayerId, Entry>();
  readonly #readers = new Set<Reader>();

  /** Makes a timeline readable. */
  add(playerId: PlayerId, timeline: Timeline, presentUs: () => number | undefined): void {
    this.#entries.set(playerId, { timeline, presentUs });
    for (const reader of this.#readers) if (reader.playerId === playerId) join(reader, timeline);
  }

  /** The player is gone: its readers are told nothing until it comes back. */
  remove(playerId: PlayerId): void {
    this.#entries.delete(playerId);
    for (const reader of this.#readers) if (reader.playerId === playerId) part(reader);
  }

  /**
   * What is held of the newest generation, then everything as it comes, until `signal` aborts. The reading begins
   * with this call, not with the first value taken; a player that is not there yet is waited for.
   */
  open(playerId: PlayerId, signal: AbortSignal): AsyncIterable<SourceEvent> {
    const reader: Reader = { playerId, queue: new EventQueue(), leave: nothing };
    const close = (): void => {
      part(reader);
      this.#readers.delete(reader);
      reader.queue.end(true);
    };
    if (signal.aborted) {
      close();
      return reader.queue;
    }
    signal.addEventListener("abort", close, { once: true });
    this.#readers.add(reader);
    const entry = this.#entries.get(playerId);
    if (entry !== undefined) join(reader, entry.timeline);
    return reader.queue;
  }

  /** Music Assistant's present on the server's clock, in µs; undefined while no clock is known. */
  presentUs(playerId: PlayerId): number | undefined {
    return this.#entries.get(playerId)?.presentUs();
  }
}

const nothing = (): void => undefined;

function join(reader: Reader, timeline: Timeline): void {
  part(reader);
  reader.leave = timeline.listen((event) => {
    reader.queue.push(event);
  });
}

function part(reader: Reader): void {
  reader.leave();
  reader.leave = nothing;
}
