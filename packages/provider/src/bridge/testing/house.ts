import { EventEmitter } from "node:events";

import { TestClock } from "@ma-alexa/simulator";

import type { AmazonAccountEvents } from "../../amazon/account.js";
import type { CommandOutcome } from "../../amazon/commands/command.js";
import type { EchoDevice } from "../../amazon/devices/echo-device.js";
import type { SendspinEvents } from "../../music-assistant/sendspin/events.js";
import type { LinkState } from "../../music-assistant/sendspin/link-state.js";
import { UNKNOWN_SECURITY } from "../../music-assistant/sendspin/security.js";
import type { PlayerReport } from "../../music-assistant/sendspin/player-report.js";
import { silentLogger } from "../../testing/silent-logger.js";
import type { DocumentStore, LaunchDesk, LaunchVerdict, PlayerId, StreamControl } from "../../ports.js";
import type { Activity } from "../activity.js";
import type { LaunchSettings } from "../amazon-launcher.js";
import { Household } from "../household.js";
import type { EchoAccount, PlayerClient } from "../neighbours.js";

/** An Echo as Amazon lists it. */
export function echo(name: string, change: Partial<EchoDevice> = {}): EchoDevice {
  return {
    serial: `SERIAL-OF-${name}`,
    name,
    family: "ECHO",
    deviceType: "A1",
    model: "Echo Dot",
    locale: "en-GB",
    online: true,
    kind: "speaker",
    playable: true,
    ...change,
  };
}

/** An account that takes everything and writes it down. */
export class ScriptedAccount extends EventEmitter<AmazonAccountEvents> implements EchoAccount {
  list: readonly EchoDevice[] = [];
  outcome: CommandOutcome = { outcome: "sent" };
  readonly done: string[] = [];

  devices(): readonly EchoDevice[] {
    return this.list;
  }

  setVolume(serial: string, level: number): Promise<CommandOutcome> {
    return this.#did(`volume ${serial} ${level}`);
  }

  stopPlayback(serial: string): Promise<CommandOutcome> {
    return this.#did(`stop ${serial}`);
  }

  launchSkill(serial: string, skillId: string): Promise<CommandOutcome> {
    return this.#did(`skill ${serial} ${skillId}`);
  }

  textCommand(serial: string, text: string): Promise<CommandOutcome> {
    return this.#did(`text ${serial} ${text}`);
  }

  #did(what: string): Promise<CommandOutcome> {
    this.done.push(what);
    return Promise.resolve(this.outcome);
  }
}

/** A client without a server: the test says what Music Assistant says. */
export class ScriptedClient extends EventEmitter<SendspinEvents> implements PlayerClient {
  link: LinkState = { kind: "playable", sinceEpochMs: 0 };
  readonly security = UNKNOWN_SECURITY;
  isRunning = false;
  readonly reported: Partial<PlayerReport>[] = [];
  readonly commands: string[] = [];
  readonly #clock: TestClock;

  constructor(clock: TestClock) {
    super();
    this.#clock = clock;
  }

  start(): void {
    this.isRunning = true;
    this.emit("link", this.link);
    this.emit("controller", { commands: ["play", "pause", "stop", "next", "previous"] });
  }

  stop(): Promise<void> {
    this.isRunning = false;
    return Promise.resolve();
  }

  report(change: Partial<PlayerReport>): void {
    this.reported.push(change);
  }

  command(name: string): boolean {
    this.commands.push(name);
    return true;
  }

  serverNowUs(): number {
    return this.#clock.now() * 1_000;
  }

  /** `stream/start` and ten seconds of audio from `aheadMs` on. */
  stream(aheadMs = 250): void {
    this.emit("streamStart", { codec: "pcm", sampleRateHz: 48_000, channels: 2, bitDepth: 16 });
    for (let index = 0; index < 400; index += 1)
      this.emit("audio", {
        timestampUs: this.serverNowUs() + (aheadMs + index * 25) * 1_000,
        payload: new Uint8Array(4_800),
      });
  }
}

/** Documents in memory. */
export class MemoryStore implements DocumentStore {
  readonly documents = new Map<string, unknown>();
  readonly secrets = new Set<string>();

  read(name: string): Promise<unknown> {
    return Promise.resolve(structuredClone(this.documents.get(name)));
  }

  write(name: string, value: unknown, options: { readonly secret?: boolean } = {}): Promise<void> {
    this.documents.set(name, structuredClone(value));
    if (options.secret === true) this.secrets.add(name);
    return Promise.resolve();
  }
}

/** A desk whose verdicts the test gives. */
export class ScriptedDesk implements LaunchDesk {
  readonly started: PlayerId[] = [];
  readonly cancelled: PlayerId[] = [];
  decide: (verdict: LaunchVerdict) => void = () => undefined;

  start(playerId: PlayerId): Promise<LaunchVerdict> {
    this.started.push(playerId);
    return new Promise((resolve) => {
      this.decide = resolve;
    });
  }

  cancel(playerId: PlayerId): void {
    this.cancelled.push(playerId);
    this.decide({ outcome: "cancelled" });
  }
}

/** Streams whose figures the test sets. */
export class ScriptedStreams implements StreamControl {
  readonly silenced: PlayerId[] = [];
  held: number | undefined;
  sounding: number | undefined;

  silence(playerId: PlayerId): void {
    this.silenced.push(playerId);
  }

  heldMs(): number | undefined {
    return this.held;
  }

  soundingUs(): number | undefined {
    return this.sounding;
  }
}

/** A household with hand-written partners all around. */
export function house(
  devices: readonly EchoDevice[],
  options: { readonly store?: MemoryStore; readonly settings?: LaunchSettings } = {},
) {
  const clock = new TestClock();
  const account = new ScriptedAccount();
  account.list = devices;
  const clients = new Map<string, ScriptedClient>();
  const desk = new ScriptedDesk();
  const streams = new ScriptedStreams();
  const store = options.store ?? new MemoryStore();
  const household = new Household({
    account,
    connect: (device) => {
      const client = new ScriptedClient(clock);
      clients.set(device.name, client);
      return client;
    },
    launchDesk: desk,
    streams,
    store,
    clock,
    logger: silentLogger,
    settings: options.settings ?? {},
  });
  const activity: Activity[] = [];
  household.on("activity", (line) => activity.push(line));
  const client = (name: string): ScriptedClient => {
    const found = clients.get(name);
    if (found === undefined) throw new Error(`${name} has no client`);
    return found;
  };
  return { household, clock, account, client, clients, desk, streams, store, activity };
}
