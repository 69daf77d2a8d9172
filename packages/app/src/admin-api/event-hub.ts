import type { ServerResponse } from "node:http";
import type { Clock, Timer } from "@ma-alexa/provider";

/** The named events of `GET /events`, with the schema of each in `@ma-alexa/protocol/admin`. */
export type EventName =
  "status" | "players" | "set-up" | "music-assistant" | "music-skill" | "activity" | "accounts" | "demo";

/** Comments that keep idle connections open through proxies, and let the server notice those that are gone. */
const KEEP_ALIVE_MS = 15_000;

/** A browser that reads slower than this is closed; it reconnects and gets fresh snapshots. */
const MAX_BACKLOG_BYTES = 1_048_576;

/** Server-sent events to every open dashboard. */
export class EventHub {
  readonly #clock: Clock;
  readonly #readers = new Set<ServerResponse>();
  #keepAlive: Timer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Adds a browser; `snapshots` are what it must know before anything else. */
  add(response: ServerResponse, snapshots: readonly (readonly [EventName, unknown])[]): void {
    response.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
    response.write("retry: 1000\n\n");
    for (const [name, value] of snapshots) response.write(frame(name, value));
    this.#readers.add(response);
    response.on("close", () => this.#readers.delete(response));
    this.#keepAlive ??= this.#clock.after(KEEP_ALIVE_MS, this.#ping);
  }

  /** How many browsers look; nothing needs to be computed for none. */
  get readers(): number {
    return this.#readers.size;
  }

  send(name: EventName, value: unknown): void {
    if (this.#readers.size === 0) return;
    const text = frame(name, value);
    for (const reader of this.#readers) {
      if (reader.writableLength > MAX_BACKLOG_BYTES) reader.destroy();
      else reader.write(text);
    }
  }

  stop(): void {
    this.#keepAlive?.cancel();
    this.#keepAlive = undefined;
    for (const reader of this.#readers) reader.end();
    this.#readers.clear();
  }

  readonly #ping = (): void => {
    for (const reader of this.#readers) reader.write(": still here\n\n");
    this.#keepAlive = this.#readers.size > 0 ? this.#clock.after(KEEP_ALIVE_MS, this.#ping) : undefined;
  };
}

function frame(name: EventName, value: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(value)}\n\n`;
}
