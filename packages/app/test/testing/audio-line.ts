import { EventEmitter } from "node:events";
import {
  EncryptionBook,
  Household,
  SendspinClient,
  type AmazonAccountEvents,
  type EchoAccount,
  type LaunchDesk,
  type Logger,
  type PlayerSnapshot,
} from "@ma-alexa/provider";
import {
  createSimulatedMusicAssistant,
  TestClock,
  type ServerVersion,
  type SimulatedMusicAssistant,
  type Tune,
} from "@ma-alexa/simulator";
import { EchoStreams } from "@ma-alexa/skill-bridge";
import { onTestFinished } from "vitest";
import { MemoryStore } from "../../src/memory-store.js";

type Sink = Parameters<EchoStreams["open"]>[1];

const STEP_MS = 20;
const PATIENCE_MS = 60_000;
/** From the first byte to the first sound. */
const STARTS_AFTER_MS = 700;
const QUIET: Logger = {
  child: () => QUIET,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** One GET whose bytes are kept. */
class Kept implements Sink {
  readonly pieces: Uint8Array[] = [];
  isEnded = false;
  readonly #closed: (() => void)[] = [];

  begin(): void {
    // Only the bytes are of interest.
  }
  write(bytes: Uint8Array): boolean {
    this.pieces.push(Uint8Array.from(bytes));
    return true;
  }
  onDrain(): void {
    // It is never full.
  }
  onClose(listener: () => void): void {
    this.#closed.push(listener);
  }
  end(): void {
    this.isEnded = true;
    for (const listener of this.#closed.splice(0)) listener();
  }
}

/** An account with one Echo that takes everything. */
class OneEcho extends EventEmitter<AmazonAccountEvents> implements EchoAccount {
  devices(): ReturnType<EchoAccount["devices"]> {
    const echo = { serial: "G0K", name: "Kitchen", family: "ECHO", deviceType: "A1", model: "Echo Dot" };
    return [{ ...echo, locale: "en-GB", online: true, kind: "speaker", playable: true }];
  }
  setVolume = (): ReturnType<EchoAccount["setVolume"]> => Promise.resolve({ outcome: "sent" });
  stopPlayback = this.setVolume;
  launchSkill = this.setVolume;
  textCommand = this.setVolume;
}

export interface AudioLineOptions {
  readonly profile: ServerVersion;
  readonly codec: "pcm" | "flac";
  readonly shape: "continuous" | "per-track";
  readonly tunes: readonly Tune[];
}

/** Everything that audio passes from Music Assistant to the bytes of a response, and an Echo that only keeps those. */
export class AudioLine implements LaunchDesk {
  readonly clock = new TestClock();
  /** The bytes of every response, in the order of the GETs. */
  readonly responses: Kept[] = [];
  readonly #options: AudioLineOptions;
  readonly #household: Household;
  readonly #streams: EchoStreams;
  #ma: SimulatedMusicAssistant | undefined;
  #soundsSinceMs: number | undefined;

  constructor(options: AudioLineOptions) {
    const { clock } = this;
    this.#options = options;
    const store = new MemoryStore();
    const encryption = new EncryptionBook({ store, clock, logger: QUIET });
    this.#household = new Household({
      account: new OneEcho(),
      connect: (device, identity) =>
        new SendspinClient({
          address: () => this.#ma?.url,
          clientId: identity.clientId,
          name: device.name,
          product: { name: device.model, manufacturer: "Amazon", softwareVersion: "0.1.0" },
          format: { codec: options.codec, sampleRateHz: 48_000, bitDepth: 16, channels: 2 },
          bufferCapacityBytes: 1_920_000,
          encryption: encryption.of(identity),
          clock,
          logger: QUIET,
        }),
      launchDesk: this,
      streams: {
        silence: (id) => {
          this.#streams.silence(id);
        },
        heldMs: (id) => this.#streams.heldMs(id),
        soundingUs: (id) => this.#streams.soundingUs(id),
      },
      store,
      clock,
      logger: QUIET,
      settings: {},
    });
    this.#streams = new EchoStreams({
      source: this.#household.source,
      control: this.#household.control,
      clock,
      logger: QUIET,
      settings: () => ({ leadMs: 4_000, burstMs: 6_000, bitrateKbps: 320 }),
    });
  }

  /** Ends with the test. */
  async open(): Promise<this> {
    const { profile, tunes } = this.#options;
    const ma = await createSimulatedMusicAssistant({ clock: this.clock, profile, tunes });
    this.#ma = ma;
    await this.#streams.start();
    onTestFinished(async () => {
      await Promise.all([this.#household.stop(), this.clock.advance(2_000, 500)]);
      await this.#streams.stop();
      await ma.stop();
    });
    await this.#household.start();
    this.#streams.add(this.#id);
    await this.#until("Music Assistant holds the player", () => ma.players()[0]?.available === true);
    return this;
  }

  /** Plays every tune, one after the other. */
  play(): void {
    this.#ma?.play("Kitchen");
  }

  /** Lets time pass until the last response has ended. */
  async playedOut(responses: number): Promise<void> {
    await this.#until("everything is played", () => this.responses.filter((one) => one.isEnded).length === responses);
  }

  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms, STEP_MS);
  }

  /** How long the Echo has sounded; undefined before. */
  get soundedMs(): number | undefined {
    return this.#soundsSinceMs === undefined ? undefined : this.clock.now() - this.#soundsSinceMs;
  }

  get snapshot(): PlayerSnapshot {
    const [snapshot] = this.#household.players();
    if (snapshot === undefined) throw new Error("The line has no player");
    return snapshot;
  }

  /** The Echo fetches at once. */
  start(): ReturnType<LaunchDesk["start"]> {
    if (this.#options.shape === "continuous") this.#get("play-1", false);
    else this.#getItems(1);
    this.clock.after(STARTS_AFTER_MS, () => {
      this.#soundsSinceMs = this.clock.now();
      this.#report("started", this.#options.shape === "continuous" ? "play-1" : "item-1");
    });
    return Promise.resolve({ outcome: "fetched", strategy: "skill", latencyMs: 1 });
  }

  cancel(): void {
    // It has fetched already.
  }

  #getItems(number: number): void {
    if (number > this.#options.tunes.length) return;
    const item = `item-${String(number)}`;
    this.#get(item, true).onClose(() => {
      this.#getItems(number + 1);
    });
  }

  #get(playId: string, isItem: boolean): Kept {
    const kept = new Kept();
    this.responses.push(kept);
    this.#streams.open({ playerId: this.#id, playId, isItem }, kept);
    return kept;
  }

  #report(kind: "started", playId: string): void {
    const fact = { kind, playId, offsetMs: 0 } as const;
    this.#household.control.report(this.#id, fact);
    this.#streams.report(this.#id, fact);
  }

  get #id(): string {
    return this.snapshot.id;
  }

  async #until(what: string, holds: () => boolean): Promise<void> {
    await this.clock.until(what, holds, PATIENCE_MS, STEP_MS);
  }
}
