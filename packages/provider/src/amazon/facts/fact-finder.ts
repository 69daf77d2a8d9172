import type { Clock, Logger } from "../../ports.js";
import { asAmazonError } from "../amazon-error.js";
import type { EchoDevice } from "../devices/echo-device.js";
import type { PushFact } from "../push/push-fact.js";
import { Beliefs } from "./beliefs.js";
import type { BookedPlayer, BooksRead, Learnt } from "./beliefs.js";
import type { EchoFact } from "./echo-fact.js";
import type { BookedSession } from "./media-session.js";
import type { BookedVolume, Reads } from "./reads.js";
import { Reconciler } from "./reconciler.js";

/** An Echo that was launched plays within seconds, and two rounds of reading show it. */
const EXPECTED_MS = 30_000;

export interface FactFinderParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly reads: Reads;
  readonly devices: () => readonly EchoDevice[];
  readonly onFact: (fact: EchoFact) => void;
  readonly onSpokenTo: (serial: string, atEpochMs: number) => void;
  /** The books tell of a change that push should have told. */
  readonly onUnpushed: () => void;
}

/** Turns push events and Amazon's books into facts: what is different at an Echo from what was known. */
export class FactFinder {
  readonly #parts: FactFinderParts;
  readonly #beliefs = new Beliefs();
  readonly #reconciler: Reconciler;
  #expectedUntilMs = 0;

  constructor(parts: FactFinderParts) {
    this.#parts = parts;
    this.#reconciler = new Reconciler({
      clock: parts.clock,
      isBusy: () => this.#beliefs.anyPlaying || parts.clock.now() < this.#expectedUntilMs,
      read: () => this.#readBooks(),
    });
  }

  start(): void {
    this.#reconciler.start();
  }

  stop(): void {
    this.#reconciler.stop();
  }

  /** Reads Amazon's books now, after push had been away. */
  now(): void {
    this.#reconciler.now();
  }

  /** An Echo was told to play: until the books show it, they are read as if it did. */
  expectPlaying(): void {
    this.#expectedUntilMs = this.#parts.clock.now() + EXPECTED_MS;
  }

  /** Amazon hints that some media session changed. */
  hint(): void {
    this.#reconciler.hint();
  }

  hear(push: PushFact): void {
    const atEpochMs = this.#parts.clock.epoch();
    this.#tell(push.serial, atEpochMs, this.#beliefs.hear(push, atEpochMs));
    // Push does not say what plays; the books do, a moment later.
    if (push.kind === "player" && push.state === "playing") this.hint();
    if (push.kind === "bluetooth") void this.#orLog(() => this.#readBluetooth());
  }

  /** The level last heard of the device. */
  knownVolume(serial: string): number | undefined {
    return this.#beliefs.levelOf(serial);
  }

  /** Reads the volumes of all devices, and tells what is news. Rejects when they cannot be read. */
  async readVolumes(): Promise<ReadonlyMap<string, BookedVolume>> {
    const { read, answer: volumes } = await this.#ask(() => this.#parts.reads.volumes());
    // A group's entry says 0 whatever its members do (Amazon reference 5.4).
    const single = this.#parts.devices().filter((device) => device.kind !== "group");
    const known = new Set(single.map((device) => device.serial));
    for (const [serial, { level, muted }] of volumes) {
      if (!known.has(serial)) continue;
      this.#tell(serial, read.atEpochMs, this.#beliefs.readVolume(serial, level, muted, read));
    }
    return volumes;
  }

  async #readBooks(): Promise<void> {
    await this.#orLog(async () => {
      await this.readVolumes();
      await this.readPlaying();
    });
  }

  async #readBluetooth(): Promise<void> {
    const { read, answer: streaming } = await this.#ask(() => this.#parts.reads.bluetoothStreaming());
    for (const { serial } of this.#parts.devices()) {
      this.#tell(serial, read.atEpochMs, this.#beliefs.readBluetooth(serial, streaming.has(serial), read));
    }
  }

  async #orLog(read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (thrown) {
      const { code, message } = asAmazonError(thrown);
      this.#parts.logger.debug({ code }, `Amazon's books could not be read: ${message}`);
    }
  }

  /** Reads what plays on all devices, and tells what is news; the serials of those that play. Rejects when it cannot. */
  async readPlaying(): Promise<ReadonlySet<string>> {
    const devices = this.#parts.devices();
    const ask = devices.find((device) => device.playable && device.online) ?? devices.find((device) => device.playable);
    if (ask === undefined) return new Set();
    const question = { serial: ask.serial, deviceType: ask.deviceType };
    const { read, answer: sessions } = await this.#ask(() => this.#parts.reads.sessions(question));
    const players = bookedPlayers(sessions, devices);
    for (const { serial } of devices) {
      const player = players.get(serial) ?? { playing: false, media: {} };
      this.#tell(serial, read.atEpochMs, this.#beliefs.readPlayer(serial, player, read));
    }
    return new Set([...players].filter(([, { playing }]) => playing).map(([serial]) => serial));
  }

  async #ask<Answer>(question: () => Promise<Answer>): Promise<{ readonly read: BooksRead; readonly answer: Answer }> {
    const askedAtEpochMs = this.#parts.clock.epoch();
    const answer = await question();
    return { read: { askedAtEpochMs, atEpochMs: this.#parts.clock.epoch() }, answer };
  }

  #tell(serial: string, atEpochMs: number, learnt: Learnt): void {
    if (learnt.fact !== undefined) this.#parts.onFact(learnt.fact);
    if (learnt.unpushed === true) this.#parts.onUnpushed();
    if (learnt.spokenTo) this.#parts.onSpokenTo(serial, atEpochMs);
  }
}

/** What each device plays. A session on a group is one on each of its members; a device's own counts first. */
function bookedPlayers(
  sessions: readonly BookedSession[],
  devices: readonly EchoDevice[],
): ReadonlyMap<string, BookedPlayer> {
  const players = new Map<string, BookedPlayer>();
  const learn = (serial: string, player: BookedPlayer): void => {
    if (players.get(serial)?.playing !== true) players.set(serial, player);
  };
  const groups = new Map(devices.filter(({ kind }) => kind === "group").map((group) => [group.serial, group]));
  for (const { serials, playing, media } of sessions) {
    for (const serial of serials) if (!groups.has(serial)) learn(serial, { playing, media });
  }
  for (const { serials, playing, media } of sessions) {
    for (const group of serials.filter((serial) => groups.has(serial))) {
      learn(group, { playing, media });
      for (const member of groups.get(group)?.members ?? []) learn(member, { playing, media, group });
    }
  }
  return players;
}
