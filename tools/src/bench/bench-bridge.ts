import { randomBytes } from "node:crypto";
import { Household, SendspinClient, type DocumentStore, type EchoDevice, type LaunchDesk } from "@ma-alexa/provider";
import { EchoStreams, PublicDoor, RequestVerifier, StreamUrls } from "@ma-alexa/skill-bridge";
import { systemClock } from "@ma-alexa/app";
import { quietLogger } from "./quiet-logger.js";
import { StandInAccount } from "./stand-in-account.js";

/** How many players there are, where they play, and how far ahead their Echos are fed. */
export interface BenchBridgeParts {
  readonly players: number;
  /** `ws://` address of the Sendspin server. */
  readonly server: string;
  /** What the players take of the server. */
  readonly codec: "pcm" | "flac";
  readonly leadMs: number;
  readonly burstMs: number;
}

/** The bridge's own parts, joined as the app joins them; Amazon, its launches and the disk are stand-ins that do nothing. */
export class BenchBridge {
  readonly #parts: BenchBridgeParts;
  readonly #clients: SendspinClient[] = [];
  readonly #household: Household;
  readonly #streams: EchoStreams;
  readonly #urls = new StreamUrls(randomBytes(32), systemClock);
  readonly #door: PublicDoor;

  constructor(parts: BenchBridgeParts) {
    this.#parts = parts;
    this.#household = this.#makeHousehold();
    this.#streams = new EchoStreams({
      source: this.#household.source,
      control: this.#household.control,
      clock: systemClock,
      logger: quietLogger,
      isInRealTime: true,
      settings: () => ({ leadMs: parts.leadMs, burstMs: parts.burstMs, bitrateKbps: 320 }),
    });
    this.#door = this.#makeDoor();
  }

  /** Joins the server; the addresses of one stream per player, once every player can be played on. */
  async start(): Promise<readonly string[]> {
    await this.#streams.start();
    const { port } = await this.#door.start();
    this.#household.on("players", this.#syncStreams);
    await this.#household.start();
    this.#syncStreams();
    await Promise.all(this.#clients.map(playable));
    return this.#household.players().map(({ id }, index) => {
      return `http://127.0.0.1:${port}${this.#urls.mint({ playerId: id, playId: `play-${index}` })}`;
    });
  }

  #makeHousehold(): Household {
    return new Household({
      account: new StandInAccount(this.#parts.players),
      connect: (device, identity) => this.#connect(device, identity.clientId),
      launchDesk: neverLaunching,
      streams: {
        silence: (playerId) => {
          this.#streams.silence(playerId);
        },
        heldMs: (playerId) => this.#streams.heldMs(playerId),
        soundingUs: (playerId) => this.#streams.soundingUs(playerId),
      },
      store: forgetful,
      clock: systemClock,
      logger: quietLogger,
      settings: { invocationName: "music assistant" },
    });
  }

  #makeDoor(): PublicDoor {
    return new PublicDoor({
      host: "127.0.0.1",
      port: 0,
      publicUrl: "http://127.0.0.1",
      verifier: new RequestVerifier({ applicationIds: [], clock: systemClock }),
      skill: () => {
        throw new Error("Nobody asks the skill here");
      },
      addresses: this.#urls,
      streams: this.#streams,
      witness: { fetched: () => undefined, closed: () => undefined },
      clock: systemClock,
      logger: quietLogger,
    });
  }

  #connect(device: EchoDevice, clientId: string): SendspinClient {
    const client = new SendspinClient({
      address: this.#parts.server,
      clientId,
      name: device.name,
      product: { name: device.model, manufacturer: "Amazon", softwareVersion: "ma-alexa" },
      format: { codec: this.#parts.codec, sampleRateHz: 48_000, bitDepth: 16, channels: 2 },
      clock: systemClock,
      logger: quietLogger,
    });
    this.#clients.push(client);
    return client;
  }

  readonly #syncStreams = (): void => {
    for (const player of this.#household.players()) this.#streams.add(player.id);
  };
}

/** The listeners come by themselves. */
const neverLaunching: LaunchDesk = {
  start: (_playerId, signal) =>
    new Promise((resolve) => {
      const cancelled = (): void => {
        resolve({ outcome: "cancelled" });
      };
      signal.addEventListener("abort", cancelled, { once: true });
    }),
  cancel: () => undefined,
};

const forgetful: DocumentStore = { read: () => Promise.resolve(undefined), write: () => Promise.resolve() };

function playable(client: SendspinClient): Promise<void> {
  return new Promise((resolve) => {
    if (client.link.kind === "playable") resolve();
    client.on("link", ({ kind }) => {
      if (kind === "playable") resolve();
    });
  });
}
