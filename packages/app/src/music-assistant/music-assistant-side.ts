import { EventEmitter } from "node:events";
import type { MusicAssistant, MusicAssistantConnect } from "@ma-alexa/protocol/admin";
import {
  ImageRelay,
  Library,
  MusicAssistantServer,
  playerIdOf,
  QueueSteerer,
  type Clock,
  type DocumentStore,
  type Household,
  type Logger,
  type QueueEntry,
  type QueueKnowledge,
  type QueueView,
  type SendspinClient,
} from "@ma-alexa/provider";

export interface MusicAssistantSideParts {
  readonly sendspinAddress: () => string | undefined;
  /** Every player's client by its id; those that come later are watched with `follow`. */
  readonly clients: ReadonlyMap<string, SendspinClient>;
  readonly household: Pick<Household, "note" | "queueTold">;
  readonly store: DocumentStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Music Assistant's own API and everything that is made of it: queues and library in memory, steering, pictures, and what
 * it knows of our players that Sendspin does not tell. Optional: without a token all of it rests.
 */
export class MusicAssistantSide extends EventEmitter<{ state: []; queue: [playerId: string] }> {
  readonly server: MusicAssistantServer;
  readonly library: Library;
  readonly steerer: QueueSteerer;
  readonly images: ImageRelay;
  /** The music skill's port to every player's queue. */
  readonly playQueues = {
    of: (playerId: string): QueueView | undefined => this.#viewOf(playerId),
    follow: (listener: (playerId: string) => void): (() => void) => {
      this.on("queue", listener);
      return () => this.off("queue", listener);
    },
  };
  readonly #parts: MusicAssistantSideParts;
  /** Player id → client id. */
  readonly #clientIds = new Map<string, string>();

  constructor(parts: MusicAssistantSideParts) {
    super();
    this.#parts = parts;
    const { clock, logger } = parts;
    this.server = new MusicAssistantServer(parts);
    const { server } = this;
    this.library = new Library({ music: server.music, clock, logger });
    this.steerer = new QueueSteerer({ server, clientIdOf: (playerId) => this.#clientIds.get(playerId), clock, logger });
    this.images = new ImageRelay({ webAddress: () => server.webAddress, logger });
  }

  /** Connects with the stored token, if there is one; a server that is away is no error. */
  async start(): Promise<void> {
    this.server.on("state", this.#onState);
    this.server.on("event", this.#onEvent);
    this.server.playerQueues.on("queue", this.#onQueue);
    this.server.playerQueues.on("player", this.#onPlayer);
    await this.server.start();
  }

  async stop(): Promise<void> {
    this.library.stop();
    await this.server.stop();
    this.server.off("state", this.#onState);
    this.server.off("event", this.#onEvent);
    this.server.playerQueues.off("queue", this.#onQueue);
    this.server.playerQueues.off("player", this.#onPlayer);
  }

  /** Keeps the queues of these players, and of no others. */
  follow(playerIds: readonly string[]): void {
    for (const clientId of this.#parts.clients.keys()) {
      const playerId = playerIdOf({ clientId });
      if (playerIds.includes(playerId) === this.#clientIds.has(playerId)) continue;
      if (playerIds.includes(playerId)) this.#watch(playerId, clientId);
      else this.#unwatch(playerId, clientId);
    }
  }

  /** What the dashboard shows of the connection. */
  shown(): MusicAssistant {
    const { kind: state, user, serverVersion, schemaVersion, reason } = this.server.state;
    const address = this.server.webAddress;
    return {
      state,
      ...(address === undefined ? {} : { address }),
      ...(serverVersion === undefined ? {} : { serverVersion }),
      ...(schemaVersion === undefined ? {} : { schemaVersion }),
      ...(user === undefined ? {} : { user }),
      ...(reason === undefined ? {} : { reason }),
    };
  }

  /** Rejects with MusicAssistantError or ServerAddressError; what was connected before stays then. */
  async connect({ address, ...access }: MusicAssistantConnect): Promise<void> {
    await this.server.connect({ ...access, ...(address === undefined ? {} : { address }) });
  }

  #watch(playerId: string, clientId: string): void {
    this.#clientIds.set(playerId, clientId);
    this.server.playerQueues.watch(clientId);
  }

  #unwatch(playerId: string, clientId: string): void {
    this.#clientIds.delete(playerId);
    this.server.playerQueues.unwatch(clientId);
  }

  #viewOf(playerId: string): QueueView | undefined {
    const clientId = this.#clientIds.get(playerId);
    if (clientId === undefined || this.server.state.kind !== "ready") return undefined;
    const view = this.server.playerQueues.viewOf(clientId);
    return view?.isKnown === true ? view : undefined;
  }

  readonly #onState = (): void => {
    if (this.server.state.kind === "ready") void this.library.read();
    this.emit("state");
  };

  readonly #onEvent: Parameters<typeof this.server.on<"event">>[1] = (event) => {
    this.library.hear(event);
  };

  readonly #onQueue = (clientId: string): void => {
    const playerId = playerIdOf({ clientId });
    const view = this.#viewOf(playerId);
    if (view !== undefined) this.#parts.household.queueTold(playerId, knowledgeOf(view));
    this.emit("queue", playerId);
  };

  readonly #onPlayer = (
    clientId: string,
    player: { readonly available: boolean; readonly needs_setup?: boolean | undefined } | undefined,
  ): void => {
    this.#parts.household.note(playerIdOf({ clientId }), player?.needs_setup === true ? NEEDS_SETUP : undefined);
    // Its socket is open, so that it is away can only mean that Music Assistant has lost it (design, section 4).
    this.#parts.clients.get(clientId)?.held(player?.available !== false);
  };
}

/** What the timeline needs of a queue: which item sounds, which follows, and whether any does. */
function knowledgeOf(view: QueueView): QueueKnowledge {
  const { current, isLast } = view;
  const next = current === undefined ? undefined : view.after(current.queueItemId, true);
  return {
    isLast,
    ...(current === undefined ? {} : { current: queued(current) }),
    ...(next === undefined ? {} : { next: queued(next) }),
  };
}

function queued({ queueItemId, media }: QueueEntry): NonNullable<QueueKnowledge["current"]> {
  return {
    itemId: queueItemId,
    title: media.name,
    ...(media.durationMs === undefined ? {} : { durationMs: media.durationMs }),
  };
}

const NEEDS_SETUP = "Music Assistant wants this player to be approved: open its settings there and allow it.";
