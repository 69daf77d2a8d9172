import { randomUUID } from "node:crypto";
import { z } from "zod";
import { SavedDocument } from "../launch-desk/saved-document.js";
import type { Clock, DocumentStore, Logger, PlayerId, Timer } from "../ports.js";
import type { MediaFacts } from "./ports.js";
import { QueueSession, type NewSession, type SessionItem } from "./queue-session.js";

/** Queues that Alexa may still speak of. */
const MAX_SESSIONS = 256;
/** Of these so many survive a restart, each with its newest items: what an Echo may resume, skip or go back to. */
const MAX_SAVED = 16;
const MAX_SAVED_ITEMS = 24;
/** Changes are written together, so that no answer ever stands behind a disk. */
const SAVE_AFTER_MS = 5_000;

const MediaSchema = z.object({
  uri: z.string(),
  kind: z.enum(["track", "album", "artist", "playlist", "genre", "radio", "podcast", "episode", "audiobook"]),
  name: z.string(),
  artists: z.array(z.string()),
  album: z.string().exactOptional(),
  durationMs: z.number().exactOptional(),
  image: z.string().exactOptional(),
});

const BookSchema = z.object({
  sessions: z.array(
    z.object({
      queueId: z.string(),
      contentId: z.string(),
      playerId: z.string(),
      isFiltered: z.boolean(),
      loop: z.boolean(),
      items: z.array(z.object({ number: z.int(), queueItemId: z.string().exactOptional(), media: MediaSchema })),
    }),
  ),
});

/** What the book is given. */
export interface QueueBookParts {
  readonly store: DocumentStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Every queue that an Initiate began, the one used last at the end. Survives a restart of the bridge. */
export class QueueBook {
  readonly #clock: Clock;
  readonly #document: SavedDocument<typeof BookSchema>;
  readonly #sessions = new Map<string, QueueSession>();
  readonly #newest = new Map<PlayerId, QueueSession>();
  #saving: Timer | undefined;

  constructor({ store, clock, logger }: QueueBookParts) {
    this.#clock = clock;
    this.#document = new SavedDocument(store, logger, { name: "music-queues", schema: BookSchema, secret: false });
  }

  /** Reads what an earlier run knew. */
  async load(): Promise<void> {
    const saved = await this.#document.load();
    for (const { items, queueId, ...said } of saved?.sessions ?? []) {
      const session = new QueueSession(queueId, { ...said, isGuess: false, planned: [], isPlanWhole: false });
      session.restore(items);
      this.#enter(session);
    }
  }

  /** Writes what is not written yet. */
  async stop(): Promise<void> {
    if (this.#saving !== undefined) this.#save();
    await this.#document.settled();
  }

  /** A queue of its own for one Initiate. */
  begin(said: NewSession): QueueSession {
    // Nobody can guess it, it may stand in an address, and its randomness is drawn for many at once.
    const session = new QueueSession(randomUUID(), said);
    this.#enter(session);
    this.changed();
    return session;
  }

  /** The queue with Alexa's id; undefined for one that was never ours or is forgotten. */
  find(queueId: string): QueueSession | undefined {
    return this.#sessions.get(queueId);
  }

  /** The queue that this player's Echo was given last. */
  of(playerId: PlayerId): QueueSession | undefined {
    return this.#newest.get(playerId);
  }

  /** The queue plays on another player than was thought. */
  move(session: QueueSession, to: PlayerId): void {
    if (this.#newest.get(session.playerId) === session) this.#newest.delete(session.playerId);
    session.playerId = to;
    session.isGuess = false;
    this.#newest.set(to, session);
    this.changed();
  }

  /** What the book says has changed, and is written before long. */
  changed(): void {
    this.#saving ??= this.#clock.after(SAVE_AFTER_MS, () => {
      this.#save();
    });
  }

  #enter(session: QueueSession): void {
    this.#sessions.set(session.queueId, session);
    this.#newest.set(session.playerId, session);
    if (this.#sessions.size > MAX_SESSIONS) this.#forgetOldest();
  }

  /** What a player was given last is kept, however old it is. */
  #forgetOldest(): void {
    for (const session of this.#sessions.values()) {
      if (this.#newest.get(session.playerId) === session) continue;
      this.#sessions.delete(session.queueId);
      return;
    }
  }

  #save(): void {
    this.#saving?.cancel();
    this.#saving = undefined;
    const newest = [...this.#newest.values()];
    const others = [...this.#sessions.values()].filter((session) => !newest.includes(session));
    const kept = [...others, ...newest].slice(-MAX_SAVED);
    this.#document.save({ sessions: kept.map(written) });
  }
}

function written(session: QueueSession): z.output<typeof BookSchema>["sessions"][number] {
  const { queueId, contentId, playerId, isFiltered, loop } = session;
  const items = session.items.slice(-MAX_SAVED_ITEMS).map(writtenItem);
  return { queueId, contentId, playerId, isFiltered, loop, items };
}

function writtenItem({ number, queueItemId, media }: SessionItem) {
  return { number, ...(queueItemId === undefined ? {} : { queueItemId }), media: writtenMedia(media) };
}

function writtenMedia({
  uri,
  kind,
  name,
  artists,
  album,
  durationMs,
  image,
}: MediaFacts): z.output<typeof MediaSchema> {
  return {
    uri,
    kind,
    name,
    artists: [...artists],
    ...(album === undefined ? {} : { album }),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(image === undefined ? {} : { image }),
  };
}
