import { EventEmitter } from "node:events";

import type { KnownApiEvent } from "@ma-alexa/protocol/music-assistant";
import { z } from "zod";

import type { Clock, DocumentStore, Logger } from "../../ports.js";
import type { OpenSocket } from "../sendspin/socket.js";

import { apiUrl, apiUrlBeside, webUrl } from "./api-address.js";
import { ApiConnection } from "./api-connection.js";
import type { ApiState } from "./api-state.js";
import { ConfigCommands } from "./commands/config-commands.js";
import { MusicCommands } from "./commands/music-commands.js";
import { PlayerCommands } from "./commands/player-commands.js";
import { QueueCommands } from "./commands/queue-commands.js";
import { logIn, type ApiCredentials } from "./login.js";
import { unreachable, type Ask } from "./requests.js";
import { PlayerQueues } from "./player-queues.js";

/** The stored document with the token; secret. */
export const API_TOKEN_DOCUMENT = "music-assistant-api";
const StoredSchema = z.object({ token: z.string().min(1), address: z.string().min(1).optional() });
type Stored = z.infer<typeof StoredSchema>;

const TOKEN_NAME = "Alexa bridge (ma-alexa)";

/** What a person gives to connect the API: a token of theirs, or what makes one. */
export type ApiAccess = ({ readonly token: string } | ApiCredentials) & {
  /** Absent: beside the Sendspin server. */
  readonly address?: string;
};

export interface MusicAssistantServerParts {
  /** The Sendspin server's address, beside which the API is looked for; undefined while none is known. */
  readonly sendspinAddress: () => string | undefined;
  readonly store: DocumentStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly openSocket?: OpenSocket;
}

export interface MusicAssistantServerEvents {
  state: [ApiState];
  /** Something of the library or the players changed. */
  event: [KnownApiEvent];
}

/**
 * Music Assistant's own API, as far as somebody gave access to it: queues, search and everything that Sendspin does not
 * carry. Without a token it is off, and nothing else of the bridge depends on it.
 */
export class MusicAssistantServer extends EventEmitter<MusicAssistantServerEvents> {
  readonly players: PlayerCommands;
  readonly queues: QueueCommands;
  readonly music: MusicCommands;
  readonly config: ConfigCommands;
  /** The queues of the watched Sendspin clients, in memory. */
  readonly playerQueues: PlayerQueues;
  readonly #parts: MusicAssistantServerParts;
  #stored: Stored | undefined;
  #connection: ApiConnection | undefined;

  constructor(parts: MusicAssistantServerParts) {
    super();
    this.#parts = parts;
    const ask: Ask = async (command, args, result) => {
      if (this.#connection === undefined) throw unreachable(command);
      return await this.#connection.ask(command, args, result);
    };
    this.players = new PlayerCommands(ask);
    this.queues = new QueueCommands(ask);
    this.music = new MusicCommands(ask);
    this.config = new ConfigCommands(ask);
    this.playerQueues = new PlayerQueues({ ...parts, players: this.players, queues: this.queues });
  }

  get state(): ApiState {
    return this.#connection?.state ?? { kind: "off" };
  }

  /** Where Music Assistant serves its page and pictures, such as `http://192.168.1.5:8095`; undefined while unknown. */
  get webAddress(): string | undefined {
    const address = this.#address();
    return address === undefined ? undefined : webUrl(address);
  }

  /** Connects with the token that is stored, if there is one. */
  async start(): Promise<void> {
    const stored = StoredSchema.safeParse(await this.#parts.store.read(API_TOKEN_DOCUMENT));
    if (!stored.success) return;
    this.#stored = stored.data;
    this.#open(stored.data);
  }

  async stop(): Promise<void> {
    await this.#close();
    this.playerQueues.stop();
  }

  /**
   * Connects, and keeps a token for the next time; a name and password are used once and not kept. Rejects with
   * MusicAssistantError when a login is refused, and with ServerAddressError for an address that cannot be read.
   */
  async connect(access: ApiAccess): Promise<void> {
    const given = access.address === undefined ? undefined : apiUrl(access.address);
    const address = given ?? this.#address();
    if (address === undefined) throw unreachable("auth/login");
    const token =
      "token" in access ? access.token : await logIn({ ...this.#parts, address, tokenName: TOKEN_NAME }, access);
    await this.#close();
    this.#stored = { token, ...(given === undefined ? {} : { address: given }) };
    await this.#parts.store.write(API_TOKEN_DOCUMENT, this.#stored, { secret: true });
    this.#open(this.#stored);
  }

  /** Forgets the token. It stays valid in Music Assistant until it is revoked there. */
  async disconnect(): Promise<void> {
    await this.#close();
    this.#stored = undefined;
    await this.#parts.store.write(API_TOKEN_DOCUMENT, {}, { secret: true });
    this.emit("state", this.state);
  }

  #address(): string | undefined {
    if (this.#stored?.address !== undefined) return this.#stored.address;
    const sendspin = this.#parts.sendspinAddress();
    return sendspin === undefined ? undefined : apiUrlBeside(sendspin);
  }

  #open({ token }: Stored): void {
    const connection = new ApiConnection({ ...this.#parts, address: () => this.#address(), token });
    this.#connection = connection;
    connection.on("ready", () => {
      void this.playerQueues.refresh();
    });
    connection.on("event", (event) => {
      this.playerQueues.hear(event);
      this.emit("event", event);
    });
    connection.on("state", (state) => {
      this.emit("state", state);
    });
    connection.start();
  }

  async #close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.removeAllListeners();
    await connection?.stop();
  }
}
