import { EventEmitter } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import type { Clock } from "../clock.js";
import { SimulatedApi } from "./api/simulated-api.js";
import { SimulatedMusicAssistantError } from "./music-assistant-error.js";
import type { MusicAssistantOptions } from "./music-assistant-options.js";
import { Operator } from "./noise/operator.js";
import { seededRandom, type SeededRandom } from "./random.js";
import { SendspinConnection, type Command, type Hello, type State } from "./sendspin-connection.js";
import { SERVER_PROFILES, type ServerProfile } from "./server-profile.js";
import type { MusicAssistantPlayer, QueueEntry } from "./player-view.js";
import { SimulatedPlayer } from "./simulated-player.js";
import type { RepeatMode } from "./tune-queue.js";
import { createAnnouncement, createTunes, type Tune } from "./tunes.js";

interface Events {
  players: [readonly MusicAssistantPlayer[]];
}

/**
 * A Music Assistant as its Sendspin clients see it, with a small library and a remote control. Players are named by id
 * or by name. Its methods throw {@link SimulatedMusicAssistantError}; the event `players` tells every change but the
 * passing of time.
 */
export class SimulatedMusicAssistant extends EventEmitter<Events> {
  /** The library. */
  readonly tunes: readonly Tune[];
  /** Its own API, at an address of its own, of the same players and queues. */
  readonly api: SimulatedApi;
  readonly profile: ServerProfile;
  /** Who decides about encrypted players. */
  readonly operator: Operator;
  readonly #clock: Clock;
  readonly #host: string;
  readonly #random: SeededRandom;
  readonly #serverId: string;
  readonly #originUs: number;
  readonly #announcement: Tune;
  readonly #players = new Map<string, SimulatedPlayer>();
  readonly #connections = new Map<SendspinConnection, SimulatedPlayer | undefined>();
  readonly #options: MusicAssistantOptions;
  #port: number;
  #server: WebSocketServer | undefined;

  constructor(options: MusicAssistantOptions) {
    super();
    const seed = options.seed ?? 1;
    this.#options = options;
    this.profile = SERVER_PROFILES[options.profile ?? "6.1.1"];
    const { allowsLegacy = true, approves = true } = options;
    this.operator = new Operator({ dialect: this.profile.encryption, allowsLegacy, approves });
    this.tunes = options.tunes ?? createTunes(seed);
    this.#announcement = createAnnouncement(seed);
    this.#clock = options.clock;
    this.#host = options.host ?? "127.0.0.1";
    this.#port = options.port ?? 0;
    this.#random = seededRandom(seed);
    this.#serverId = this.#random.hex(32);
    this.api = new SimulatedApi({
      clock: this.#clock,
      host: this.#host,
      serverId: this.#serverId,
      tunes: this.tunes,
      players: () => [...this.#players.values()],
      options: options.api ?? {},
    });
    this.#originUs = Math.floor(this.#random.between(500, 5_000)) * 1_000_000;
  }

  /** Where clients connect; the port is known once started. */
  get url(): string {
    return `ws://${this.#host}:${this.#port}/sendspin`;
  }

  /** The server's clock: microseconds of unknown origin, moved by the injected clock. */
  get serverNowUs(): number {
    return this.#originUs + Math.round(this.#clock.now() * 1_000);
  }

  /** Listens; rejects with the system's error when the port is taken. Nothing plays afterwards, queues are kept. */
  async start(): Promise<void> {
    if (this.#server !== undefined) return;
    const server = new WebSocketServer({ host: this.#host, port: this.#port, path: "/sendspin" });
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.once("listening", resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    server.on("connection", (socket) => {
      const context = {
        profile: this.profile,
        clock: this.#clock,
        serverNowUs: () => this.serverNowUs,
        owner: this.#owner,
      };
      const connection = new SendspinConnection(this.operator.front(socket), context);
      this.#connections.set(connection, undefined);
      connection.start();
    });
    await this.api.start();
  }

  /** Music Assistant is gone: every connection drops without a close frame, the port refuses. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    const closed = new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
    });
    this.dropConnections();
    await Promise.all([closed, this.api.stop()]);
  }

  /** The network fails for a moment: every connection drops without a close frame; the port stays open. */
  dropConnections(): void {
    for (const connection of [...this.#connections.keys()]) connection.destroy();
    this.api.dropConnections();
  }

  /** Every player that was ever seen, in the order of their first hello. */
  players(): readonly MusicAssistantPlayer[] {
    return [...this.#players.values()].map((player) => player.view());
  }

  /** What the player has queued. */
  queue(player: string): readonly QueueEntry[] {
    return this.#find(player).view().queue;
  }

  /** Replaces the queue by these tunes and plays the first. */
  play(player: string, tuneIds: readonly string[] = this.tunes.map((tune) => tune.id)): void {
    const { transport } = this.#reach(player);
    transport.queue.replace(tuneIds.map((id) => this.#tune(id)));
    if (transport.queue.current === undefined)
      throw new SimulatedMusicAssistantError("QUEUE_EMPTY", `${player} was given nothing to play: name a tune`);
    transport.playCurrent();
  }

  /** Plays the item at `index` of the queue, at once: only next and previous wait for more presses. */
  playIndex(player: string, index: number): void {
    const { transport } = this.#reach(player);
    transport.queue.moveTo(index);
    transport.playCurrent();
  }

  /** Goes on where it was paused; does nothing while it plays. */
  resume(player: string): void {
    const { transport } = this.#reach(player);
    if (transport.queue.current === undefined)
      throw new SimulatedMusicAssistantError("QUEUE_EMPTY", `The queue of ${player} is empty: play something first`);
    transport.resume();
  }

  /** Stops the sound and keeps the position. */
  pause(player: string): void {
    this.#reach(player).transport.halt("paused");
  }

  /** Stops the sound; named `halt` because `stop` ends the server. */
  halt(player: string): void {
    this.#reach(player).transport.halt("idle");
  }

  /** The next item, one second after the last press; nothing on the last item. */
  next(player: string): void {
    this.#reach(player).transport.press(1);
  }

  /** The previous item, or the beginning of this one when it is 5 s in. */
  previous(player: string): void {
    this.#reach(player).transport.press(-1);
  }

  /** Goes to a position of the current item, at once; beyond its end nothing happens. */
  seek(player: string, positionMs: number): void {
    this.#reach(player).transport.seek(positionMs);
  }

  /** Asks the player for a loudness, 0–100. */
  setVolume(player: string, volume: number): void {
    this.#reach(player).setVolume(volume);
  }

  /** Asks the player to be silent, or heard again. */
  setMuted(player: string, muted: boolean): void {
    this.#reach(player).setMuted(muted);
  }

  /** What follows the end of an item; shuffling is {@link setShuffle}. */
  setRepeat(player: string, mode: RepeatMode): void {
    this.#reach(player).setRepeat(mode);
  }

  /** Mixes the rest of the queue, or restores its order. */
  setShuffle(player: string, on: boolean): void {
    this.#reach(player).setShuffle(on);
  }

  /** Speaks a four-second announcement at `volume` over whatever the player does. */
  announce(player: string, volume = 60): void {
    this.#reach(player).announce(volume);
  }

  /** The source delivers nothing for `ms`, to one player or to all that play. */
  stall(ms: number, player?: string): void {
    const stalled = player === undefined ? [...this.#players.values()] : [this.#find(player)];
    for (const one of stalled) one.transport.stall(ms);
  }

  /** Music Assistant loses the player although the socket stays open: the bare list, until it connects anew. */
  lose(player: string): void {
    this.#reach(player).lose();
  }

  readonly #owner = {
    hello: (connection: SendspinConnection, hello: Hello): void => {
      const player = this.#playerOf(hello.client_id);
      this.#connections.set(connection, player);
      player.attach(connection, hello, {
        type: "server/hello",
        payload: {
          server_id: this.#serverId,
          name: "Music Assistant",
          version: 1,
          active_roles: ["player@v1", "controller@v1", "metadata@v1"].filter((role) =>
            hello.supported_roles.includes(role),
          ),
          connection_reason: "discovery",
        },
      });
    },
    state: (connection: SendspinConnection, state: State): void => {
      this.#connections.get(connection)?.stateReported(state);
    },
    silent: (connection: SendspinConnection): void => {
      this.#connections.get(connection)?.becomeReady();
    },
    command: (connection: SendspinConnection, command: Command): void => {
      if (this.#connections.get(connection)?.obey(command) !== true) connection.refuse();
    },
    closed: (connection: SendspinConnection): void => {
      const player = this.#connections.get(connection);
      this.#connections.delete(connection);
      if (player?.speaksThrough(connection) === true) player.detach();
    },
  };

  #playerOf(clientId: string): SimulatedPlayer {
    const known = this.#players.get(clientId);
    if (known !== undefined) return known;
    const player = new SimulatedPlayer(clientId, {
      clock: this.#clock,
      random: this.#random,
      profile: this.profile,
      earlyEnd: this.#options.earlyEnd ?? this.profile.version === "4.3.0",
      lateClear: this.#options.lateClear ?? false,
      registrationDelayMs: this.#options.registrationDelayMs ?? 300,
      serverNowUs: () => this.serverNowUs,
      announcement: this.#announcement,
      onChange: () => {
        this.api.changed();
        this.emit("players", this.players());
      },
    });
    this.#players.set(clientId, player);
    return player;
  }

  #find(player: string): SimulatedPlayer {
    const found = this.#players.get(player) ?? [...this.#players.values()].find((one) => one.name === player);
    if (found !== undefined) return found;
    throw new SimulatedMusicAssistantError(
      "UNKNOWN_PLAYER",
      `Music Assistant knows no player ${player}: connect it first`,
    );
  }

  #reach(player: string): SimulatedPlayer {
    const found = this.#find(player);
    if (found.available) return found;
    throw new SimulatedMusicAssistantError(
      "PLAYER_UNAVAILABLE",
      `${found.name} is not available in Music Assistant: wait until its controller list contains play`,
    );
  }

  #tune(id: string): Tune {
    const tune = this.tunes.find((one) => one.id === id);
    if (tune !== undefined) return tune;
    throw new SimulatedMusicAssistantError("UNKNOWN_TUNE", `The library has no tune ${id}: choose one of its ids`);
  }
}

/** A started simulated Music Assistant. */
export async function createSimulatedMusicAssistant(options: MusicAssistantOptions): Promise<SimulatedMusicAssistant> {
  const musicAssistant = new SimulatedMusicAssistant(options);
  await musicAssistant.start();
  return musicAssistant;
}
