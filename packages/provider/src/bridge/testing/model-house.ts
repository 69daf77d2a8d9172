import type { Clock, TestClock, Timer } from "@ma-alexa/simulator";

import type { CommandOutcome } from "../../amazon/commands/command.js";
import { SendspinClient } from "../../music-assistant/sendspin/client.js";
import type { LaunchDesk, PlayerId, StreamControl } from "../../ports.js";
import { silentLogger } from "../../testing/silent-logger.js";
import { Household } from "../household.js";
import { playerIdOf } from "../identity.js";
import type { PlayerControl, SourceEvent } from "../neighbours.js";
import type { SkipSetting } from "../playback-state.js";

import { echo, MemoryStore, ScriptedAccount } from "./house.js";
import { itemOf } from "./model-audio.js";
import { ModelEcho } from "./model-echo.js";
import type { ModelLine } from "./model-line.js";
import type { ModelMusicAssistant } from "./model-music-assistant.js";
import { ModelTimers } from "./model-timers.js";

/** Time for a bridge that may die: its timers die with it. */
class MortalClock implements Clock {
  readonly #clock: TestClock;
  readonly #timers: ModelTimers;
  #isDead = false;

  constructor(clock: TestClock) {
    this.#clock = clock;
    this.#timers = new ModelTimers(clock);
  }

  now(): number {
    return this.#clock.now();
  }

  epoch(): number {
    return this.#clock.epoch();
  }

  after(delayMs: number, task: () => void): Timer {
    const timer = this.#timers.after(delayMs, task);
    if (this.#isDead) timer.cancel();
    return timer;
  }

  die(): void {
    this.#isDead = true;
    this.#timers.cancel();
  }
}

/** An account whose stop reaches the Echo. */
class StoppingAccount extends ScriptedAccount {
  onStop: (serial: string) => void = () => undefined;

  override stopPlayback(serial: string): Promise<CommandOutcome> {
    this.onStop(serial);
    return super.stopPlayback(serial);
  }
}

/** One life of the bridge, between a start and a stop or a crash. */
interface Life {
  readonly household: Household;
  readonly clock: MortalClock;
  readonly reading: AbortController;
  readonly lines: ModelLine[];
}

export interface ModelHouseParts {
  readonly clock: TestClock;
  readonly ma: ModelMusicAssistant;
  readonly names: readonly string[];
  readonly skip: SkipSetting;
}

/** Echos, an account and the bridge between them and Music Assistant: the bridge may end and begin again, everything else goes on. */
export class ModelHouse {
  readonly rooms: ReadonlyMap<string, ModelEcho>;
  readonly #parts: ModelHouseParts;
  readonly #account = new StoppingAccount();
  readonly #store = new MemoryStore();
  /** By player, as first seen: identities stay for ever. */
  readonly #names = new Map<PlayerId, string>();
  #life: Life | undefined;

  constructor(parts: ModelHouseParts) {
    this.#parts = parts;
    this.#account.list = parts.names.map((name) => echo(name));
    this.rooms = new Map(parts.names.map((name) => [name, new ModelEcho(parts.clock, () => this.#doorOf(name))]));
    this.#account.onStop = (serial) => {
      this.rooms.get(serial.replace("SERIAL-OF-", ""))?.stop();
    };
  }

  /** What the bridge shows of a player: what sounds, or undefined for silence. */
  shown(name: string): string | undefined {
    const snapshot = this.#life?.household.players().find((player) => player.name === name);
    return snapshot?.state === "playing" ? (snapshot.nowPlaying?.title ?? "?") : undefined;
  }

  async startBridge(): Promise<void> {
    if (this.#life !== undefined) return;
    const clock = new MortalClock(this.#parts.clock);
    const lines: ModelLine[] = [];
    const household = new Household({
      account: this.#account,
      connect: (device, identity) => {
        this.#names.set(playerIdOf(identity), device.name);
        return this.#clientOf(device.name, identity.clientId, { clock, lines });
      },
      launchDesk: this.#desk(),
      streams: this.#streams(),
      store: this.#store,
      clock,
      logger: silentLogger,
      settings: {},
      skipOf: () => this.#parts.skip,
    });
    const life = { household, clock, reading: new AbortController(), lines };
    this.#life = life;
    await household.start();
    for (const { id, name } of household.players())
      void feed(household.source.open(id, life.reading.signal), this.rooms.get(name));
  }

  /** Says goodbye to everybody; whoever awaits it must let time pass. */
  async stopBridge(): Promise<void> {
    const life = this.#life;
    this.#life = undefined;
    life?.reading.abort();
    await life?.household.stop();
  }

  /** The process is gone from one moment to the next. */
  crashBridge(): void {
    const life = this.#life;
    if (life === undefined) return;
    this.#life = undefined;
    life.reading.abort();
    life.clock.die();
    for (const line of life.lines) line.abandon();
    for (const room of this.rooms.values()) room.cutOff();
  }

  /** The bridge's side of a player's connection breaks. */
  cut(name: string): void {
    this.#life?.lines.findLast((line) => line.name === name)?.terminate();
  }

  /** Amazon says that an Echo is there, or away. */
  amazonSees(name: string, online: boolean): void {
    this.#account.list = this.#account.list.map((device) => (device.name === name ? { ...device, online } : device));
    const fact = { serial: `SERIAL-OF-${name}`, atEpochMs: this.#parts.clock.epoch() };
    this.#account.emit("fact", { ...fact, kind: "connection", online });
  }

  end(): void {
    for (const room of this.rooms.values()) room.end();
  }

  #clientOf(name: string, clientId: string, { clock, lines }: Pick<Life, "clock" | "lines">): SendspinClient {
    const { ma } = this.#parts;
    return new SendspinClient({
      address: "ws://music-assistant/sendspin",
      clientId,
      name,
      product: { name: "Echo Dot", manufacturer: "Amazon", softwareVersion: "model" },
      format: { codec: "pcm", sampleRateHz: 48_000, bitDepth: 16, channels: 2 },
      clock,
      logger: silentLogger,
      openSocket: (_url, listener) => {
        const line = ma.open(name, listener);
        lines.push(line);
        return line;
      },
    });
  }

  #doorOf(name: string) {
    const life = this.#life;
    const [id] = [...this.#names].find(([, known]) => known === name) ?? [];
    if (life === undefined || id === undefined) return undefined;
    const { control, source } = life.household;
    return {
      view: () => control.view(id),
      presentUs: () => source.presentUs(id),
      report: (fact: Parameters<PlayerControl["report"]>[1]) => {
        control.report(id, fact);
      },
      wish: (wish: Parameters<PlayerControl["wish"]>[1]) => {
        control.wish(id, wish);
      },
    };
  }

  #room(playerId: PlayerId): ModelEcho {
    const room = this.rooms.get(this.#names.get(playerId) ?? "");
    if (room === undefined) throw new Error("The bridge knows a player that is nobody's.");
    return room;
  }

  #desk(): LaunchDesk {
    return {
      start: (playerId, signal) => this.#room(playerId).start(playerId, signal),
      cancel: (playerId) => {
        this.#room(playerId).cancel();
      },
    };
  }

  #streams(): StreamControl {
    return {
      silence: (playerId) => {
        this.#room(playerId).silence();
      },
      heldMs: (playerId) => this.#room(playerId).heldMs(),
      soundingUs: (playerId) => this.#room(playerId).soundingUs(),
    };
  }
}

/** What the bridge hands to the Echo is what it sounds. */
async function feed(source: AsyncIterable<SourceEvent>, room: ModelEcho | undefined): Promise<void> {
  for await (const event of source) {
    if (event.kind === "audio") room?.feed(itemOf(event.bytes));
    if (event.kind === "end") room?.runDry(event.natural);
  }
}
