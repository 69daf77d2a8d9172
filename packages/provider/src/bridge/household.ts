import { EventEmitter } from "node:events";

import type { EchoDevice } from "../amazon/devices/echo-device.js";
import type { EchoFact } from "../amazon/facts/echo-fact.js";
import type { Clock, DocumentStore, LaunchDesk, Logger, PlayerId, StreamControl, Timer } from "../ports.js";

import type { Activity } from "./activity.js";
import { AmazonLauncher, DEFAULT_INVOCATION_NAME, type LaunchSettings } from "./amazon-launcher.js";
import { BridgedPlayer } from "./bridged-player.js";
import { Identities, playerIdOf, type PlayerIdentity } from "./identity.js";
import type { AudioSource, EchoAccount, EchoLauncher, PlayerClient, PlayerControl } from "./neighbours.js";
import type { SkipSetting } from "./playback-state.js";
import type { PlayerSnapshot } from "./player-snapshot.js";
import { snapshotOfListed } from "./snapshot-of.js";
import { asStartable } from "./started-by-hand-off.js";
import { TimelineSource } from "./timeline/audio-source.js";
import type { QueueKnowledge } from "./timeline/queue-knowledge.js";

/** Changes that come together are told together. */
const TOLD_AFTER_MS = 50;

export interface HouseholdParts {
  readonly account: EchoAccount;
  /** Makes, but does not start, the player's client. */
  readonly connect: (device: EchoDevice, identity: PlayerIdentity) => PlayerClient;
  readonly launchDesk: LaunchDesk;
  readonly streams: StreamControl;
  readonly store: DocumentStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings: LaunchSettings;
  /** How a skip asked in Music Assistant is to be heard on a player; `seamless` when absent. */
  readonly skipOf?: (playerId: PlayerId) => SkipSetting;
  /** Whether a playable device is to be a player; all are when absent. Ask for a `review` when an answer changes. */
  readonly isExposed?: (device: EchoDevice) => boolean;
}

export interface HouseholdEvents {
  /** All players, whenever anything of them changed. */
  players: [readonly PlayerSnapshot[]];
  /** What passed between the parties, as it passes. */
  activity: [Activity];
}

interface Resident {
  readonly playerId: PlayerId;
  device: EchoDevice;
  /** Absent for what is only listed, with its reason. */
  readonly player?: BridgedPlayer;
}

/** All Echos of an account as players of Music Assistant. They come and go as Amazon lists them. */
export class Household extends EventEmitter<HouseholdEvents> {
  /** The door's port to every player's audio. */
  readonly source: AudioSource;
  /** The door's port for what happens and is wished at the Echos. */
  readonly control: PlayerControl;
  /** The launch desk's port to Amazon. */
  readonly launcher: EchoLauncher;
  readonly #parts: HouseholdParts;
  readonly #identities: Identities;
  readonly #source = new TimelineSource();
  readonly #residents = new Map<string, Resident>();
  /** How far the generations of those who left had come. */
  readonly #generations = new Map<PlayerId, number>();
  /** What was said of an Echo before it was a player; Amazon says a level only when it changes. */
  readonly #early = new Map<string, EchoFact>();
  /** What others know to be wrong with a player, for a person. */
  readonly #notes = new Map<PlayerId, string>();
  #isRunning = false;
  #syncing: Promise<void> = Promise.resolve();
  #telling: Timer | undefined;

  constructor(parts: HouseholdParts) {
    super();
    this.#parts = parts;
    this.#identities = new Identities(parts.store);
    this.source = this.#source;
    this.control = {
      view: (playerId) => this.#player(playerId)?.view,
      wish: (playerId, wish) => {
        this.#player(playerId)?.wish(wish);
      },
      report: (playerId, fact) => {
        this.#player(playerId)?.report(fact);
      },
    };
    this.launcher = new AmazonLauncher({
      account: parts.account,
      settings: parts.settings,
      deviceOf: (playerId) => this.deviceOf(playerId),
      echoWith: (serial) => this.#residents.get(serial)?.device,
      tell: (device, subject, detail) => {
        this.#activity(device.name, "bridge", "amazon", subject, detail);
      },
    });
  }

  /** Begins with the devices that the account lists now; resolves when they are players. */
  async start(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#parts.account.on("devices", this.#onDevices);
    this.#parts.account.on("fact", this.#onFact);
    this.#onDevices(this.#parts.account.devices());
    await this.#syncing;
  }

  /** Says goodbye for every player and ends everything; resolves when that is done. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#parts.account.off("devices", this.#onDevices);
    this.#parts.account.off("fact", this.#onFact);
    await this.#syncing;
    await Promise.all([...this.#residents.keys()].map((serial) => this.#remove(serial)));
    this.#telling?.cancel();
    this.#telling = undefined;
  }

  /** Makes players of what is exposed now and lets go of what no longer is; identities stay. */
  async review(): Promise<void> {
    if (!this.#isRunning) return;
    this.#onDevices(this.#parts.account.devices());
    await this.#syncing;
  }

  /** Every device of the account, playable or not, in the order of their names. */
  players(): readonly PlayerSnapshot[] {
    return [...this.#residents.values()]
      .map(({ playerId, device, player }) => player?.snapshot ?? snapshotOfListed(playerId, device))
      .map((snapshot) => this.#noted(snapshot))
      .sort((first, second) => first.name.localeCompare(second.name));
  }

  /** Says of a player what only others know to be wrong with it; undefined takes that back. */
  note(playerId: PlayerId, reason: string | undefined): void {
    if (this.#notes.get(playerId) === reason) return;
    if (reason === undefined) this.#notes.delete(playerId);
    else this.#notes.set(playerId, reason);
    this.#changed();
  }

  /** The language that most of the household's Echos listen in; undefined before any is known. */
  get locale(): string | undefined {
    const counts = new Map<string, number>();
    for (const { device, player } of this.#residents.values())
      if (player !== undefined) counts.set(device.locale, (counts.get(device.locale) ?? 0) + 1);
    return [...counts].sort(([, first], [, second]) => second - first)[0]?.[0];
  }

  /** The Echo behind a player. Its serial number is not for logs. */
  deviceOf(playerId: PlayerId): EchoDevice | undefined {
    return this.#resident(playerId)?.device;
  }

  /** What Music Assistant's API says of a player's queue: names what comes, and the natural end. */
  queueTold(playerId: PlayerId, knowledge: QueueKnowledge): void {
    this.#player(playerId)?.queueTold(knowledge);
  }

  readonly #onDevices = (devices: readonly EchoDevice[]): void => {
    this.#syncing = this.#syncing
      .then(() => this.#sync(devices))
      .catch((error: unknown) => {
        this.#parts.logger.error({ error: String(error) }, "The players could not be brought in line with the devices");
      });
  };

  readonly #onFact = (fact: EchoFact): void => {
    if (this.#isThroughOurGroup(fact)) return;
    const player = this.#residents.get(fact.serial)?.player;
    if (player !== undefined) player.hear(fact);
    else if (fact.kind === "volume") this.#early.set(fact.serial, fact);
  };

  /** While a group plays our stream, what its members are told to play is that (design, section 4). */
  #isThroughOurGroup(fact: EchoFact): boolean {
    if (fact.kind !== "player" || fact.group === undefined) return false;
    return this.#residents.get(fact.group)?.player?.isBusy === true;
  }

  async #sync(devices: readonly EchoDevice[]): Promise<void> {
    const canHandOff = this.#parts.settings.canHandOff?.() ?? false;
    const listed = new Map(devices.map((device) => [device.serial, asStartable(device, canHandOff)]));
    for (const [serial, resident] of [...this.#residents]) {
      const device = listed.get(serial);
      if (device === undefined || !this.#isSamePlayer(resident, device)) await this.#remove(serial, device);
    }
    for (const device of listed.values()) {
      if (!this.#isRunning) return;
      await this.#admit(device);
    }
    this.#changed();
  }

  async #admit(device: EchoDevice): Promise<void> {
    const known = this.#residents.get(device.serial);
    if (known !== undefined && (known.player !== undefined) === this.#isPlayer(device)) {
      known.device = device;
      known.player?.update(device);
      return;
    }
    const identity = await this.#identities.of(device.serial);
    const playerId = playerIdOf(identity);
    if (!this.#isPlayer(device)) {
      this.#residents.set(device.serial, { playerId, device });
      return;
    }
    const player = this.#makePlayer(playerId, device, identity);
    this.#residents.set(device.serial, { playerId, device, player });
    this.#source.add(playerId, player.timeline, () => player.presentUs);
    await player.start();
    const early = this.#early.get(device.serial);
    if (early !== undefined) player.hear(early);
    this.#early.delete(device.serial);
    this.#parts.logger.info({ player: playerId }, `${device.name} is a player`);
  }

  /** One that Amazon still lists as `listed` is shown all the while its player says goodbye. */
  async #remove(serial: string, listed?: EchoDevice): Promise<void> {
    const resident = this.#residents.get(serial);
    if (resident === undefined) return;
    this.#residents.delete(serial);
    if (listed !== undefined) this.#residents.set(serial, { playerId: resident.playerId, device: listed });
    this.#source.remove(resident.playerId);
    this.#generations.set(resident.playerId, resident.player?.timeline.generation ?? 0);
    await resident.player?.stop();
  }

  #makePlayer(playerId: PlayerId, device: EchoDevice, identity: PlayerIdentity): BridgedPlayer {
    const client = this.#parts.connect(device, identity);
    return new BridgedPlayer({
      ...this.#parts,
      playerId,
      device,
      client,
      skillName: this.#parts.settings.invocationName ?? DEFAULT_INVOCATION_NAME,
      skip: () => this.#parts.skipOf?.(playerId) ?? "seamless",
      afterGeneration: this.#generations.get(playerId) ?? 0,
      logger: this.#parts.logger.child({ player: playerId, name: device.name }),
      tell: (from, to, subject, detail) => {
        this.#activity(device.name, from, to, subject, detail);
      },
      changed: () => {
        this.#changed();
      },
    });
  }

  #isPlayer(device: EchoDevice): boolean {
    return device.playable && (this.#parts.isExposed?.(device) ?? true);
  }

  /** A renamed Echo greets Music Assistant anew; its identity keeps it the same player there. */
  #isSamePlayer({ device, player }: Resident, listed: EchoDevice): boolean {
    return device.name === listed.name && (player !== undefined) === this.#isPlayer(listed);
  }

  #noted(snapshot: PlayerSnapshot): PlayerSnapshot {
    const note = this.#notes.get(snapshot.id);
    return note === undefined || snapshot.reason !== undefined ? snapshot : { ...snapshot, reason: note };
  }

  #player(playerId: PlayerId): BridgedPlayer | undefined {
    return this.#resident(playerId)?.player;
  }

  #resident(playerId: PlayerId): Resident | undefined {
    for (const resident of this.#residents.values()) if (resident.playerId === playerId) return resident;
    return undefined;
  }

  #activity(player: string, from: Activity["from"], to: Activity["to"], subject: string, detail?: string): void {
    const atEpochMs = this.#parts.clock.epoch();
    this.emit("activity", { atEpochMs, from, to, subject, player, ...(detail === undefined ? {} : { detail }) });
  }

  #changed(): void {
    if (!this.#isRunning) return;
    this.#telling ??= this.#parts.clock.after(TOLD_AFTER_MS, () => {
      this.#telling = undefined;
      this.emit("players", this.players());
    });
  }
}
