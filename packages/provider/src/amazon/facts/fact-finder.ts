import type { Clock, Logger } from "../../ports.js";
import { asAmazonError } from "../amazon-error.js";
import type { EchoDevice } from "../devices/echo-device.js";
import type { PushFact } from "../push/push-fact.js";
import { Beliefs } from "./beliefs.js";
import type { Learnt } from "./beliefs.js";
import type { EchoFact } from "./echo-fact.js";
import type { BookedVolume, Reads } from "./reads.js";
import { Reconciler } from "./reconciler.js";

export interface FactFinderParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly reads: Reads;
  readonly devices: () => readonly EchoDevice[];
  readonly hasPush: () => boolean;
  readonly onFact: (fact: EchoFact) => void;
  readonly onSpokenTo: (serial: string, atEpochMs: number) => void;
}

/** Turns push events and Amazon's books into facts: what is different at an Echo from what was known. */
export class FactFinder {
  readonly #parts: FactFinderParts;
  readonly #beliefs = new Beliefs();
  readonly #reconciler: Reconciler;

  constructor(parts: FactFinderParts) {
    this.#parts = parts;
    this.#reconciler = new Reconciler({
      clock: parts.clock,
      isBusy: () => this.#beliefs.anyPlaying || !parts.hasPush(),
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

  /** Amazon hints that some media session changed. */
  hint(): void {
    this.#reconciler.hint();
  }

  hear(push: PushFact): void {
    const atEpochMs = this.#parts.clock.epoch();
    this.#tell(push.serial, atEpochMs, this.#beliefs.hear(push, atEpochMs));
  }

  /** Reads the volumes of all devices, and tells what is news. Rejects when they cannot be read. */
  async readVolumes(): Promise<ReadonlyMap<string, BookedVolume>> {
    const askedAt = this.#parts.clock.epoch();
    const volumes = await this.#parts.reads.volumes();
    const atEpochMs = this.#parts.clock.epoch();
    // A group's entry says 0 whatever its members do (Amazon reference 5.4).
    const single = this.#parts.devices().filter((device) => device.kind !== "group");
    const known = new Set(single.map((device) => device.serial));
    for (const [serial, { level, muted }] of volumes) {
      if (!known.has(serial)) continue;
      this.#tell(serial, atEpochMs, this.#beliefs.readVolume(serial, level, muted, askedAt, atEpochMs));
    }
    return volumes;
  }

  async #readBooks(): Promise<void> {
    try {
      await this.readVolumes();
      await this.#readPlaying();
    } catch (thrown) {
      const { code, message } = asAmazonError(thrown);
      this.#parts.logger.debug({ code }, `Amazon's books could not be read: ${message}`);
    }
  }

  async #readPlaying(): Promise<void> {
    const devices = this.#parts.devices();
    const ask = devices.find((device) => device.playable && device.online) ?? devices.find((device) => device.playable);
    if (ask === undefined) return;
    const askedAt = this.#parts.clock.epoch();
    const playing = await this.#parts.reads.playing({ serial: ask.serial, deviceType: ask.deviceType });
    const atEpochMs = this.#parts.clock.epoch();
    for (const { serial } of devices) {
      this.#tell(serial, atEpochMs, this.#beliefs.readPlaying(serial, playing.has(serial), askedAt, atEpochMs));
    }
  }

  #tell(serial: string, atEpochMs: number, learnt: Learnt): void {
    if (learnt.fact !== undefined) this.#parts.onFact(learnt.fact);
    if (learnt.spokenTo) this.#parts.onSpokenTo(serial, atEpochMs);
  }
}
