import { randomBytes } from "node:crypto";
import { z } from "zod";
import { SavedDocument } from "../launch-desk/saved-document.js";
import type { Clock, DocumentStore, Logger, PlayerId } from "../ports.js";
import type { PlayQueues } from "./ports.js";

/** How long the Initiate of a hand-off may take to come. */
const PENDING_MS = 15_000;
const MAX_TOKENS = 500;
/** What an alarm a year later plays again. */
const MAX_URIS = 50;
const TOKEN_BYTES = 12;

const HandOffSchema = z.object({
  token: z.string(),
  playerId: z.string(),
  name: z.string(),
  uris: z.array(z.string()),
});
/** One queue that was handed to an Echo, and what it held. */
export type HandOff = z.output<typeof HandOffSchema>;

const BookSchema = z.object({ handOffs: z.array(HandOffSchema) });

/** What the hand-offs are given. */
export interface HandOffsParts {
  readonly queues: PlayQueues;
  readonly store: DocumentStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Queues that Music Assistant plays and an Echo is told to fetch by a phrase. Each has a token of its own that is never used again, since
 * Alexa keeps it in alarms and histories.
 */
export class HandOffs {
  readonly #queues: PlayQueues;
  readonly #clock: Clock;
  readonly #document: SavedDocument<typeof BookSchema>;
  readonly #handOffs = new Map<string, HandOff>();
  #pending: { readonly token: string; readonly untilMs: number } | undefined;

  constructor({ queues, store, clock, logger }: HandOffsParts) {
    this.#queues = queues;
    this.#clock = clock;
    this.#document = new SavedDocument(store, logger, { name: "hand-offs", schema: BookSchema, secret: false });
  }

  async load(): Promise<void> {
    const saved = await this.#document.load();
    for (const handOff of saved?.handOffs ?? []) this.#handOffs.set(handOff.token, handOff);
  }

  /** Resolves when everything has been written. */
  async stop(): Promise<void> {
    await this.#document.settled();
  }

  /** The phrase is about to be said to this player's Echo. One that is still awaited is given up for it. */
  publish(playerId: PlayerId, name: string): HandOff {
    const token = randomBytes(TOKEN_BYTES).toString("base64url");
    const handOff = { token, playerId, name, uris: this.#uris(playerId) };
    this.#handOffs.set(token, handOff);
    const [oldest] = this.#handOffs.keys();
    if (this.#handOffs.size > MAX_TOKENS && oldest !== undefined) this.#handOffs.delete(oldest);
    this.#pending = { token, untilMs: this.#clock.now() + PENDING_MS };
    this.#document.save({ handOffs: [...this.#handOffs.values()] });
    return handOff;
  }

  /** What the phrase means at this moment: the queue that was handed over last. */
  get newest(): HandOff | undefined {
    return [...this.#handOffs.values()].at(-1);
  }

  find(token: string): HandOff | undefined {
    return this.#handOffs.get(token);
  }

  /** True for the Initiate that was awaited, once: its player's queue plays already. */
  claim(token: string): boolean {
    const isAwaited = this.#pending?.token === token && this.#clock.now() <= this.#pending.untilMs;
    if (isAwaited) this.#pending = undefined;
    return isAwaited;
  }

  #uris(playerId: PlayerId): string[] {
    const queue = this.#queues.of(playerId);
    if (queue?.currentIndex === undefined) return [];
    const uris: string[] = [];
    for (let index = queue.currentIndex; uris.length < MAX_URIS; index += 1) {
      const item = queue.at(index);
      if (item === undefined) break;
      uris.push(item.media.uri);
    }
    return uris;
  }
}
