import type { Device, SpeakerGroup } from "@ma-alexa/protocol/amazon";
import type { Clock, Logger, Timer } from "../../ports.js";
import { AmazonError, asAmazonError } from "../amazon-error.js";
import type { Reads } from "../facts/reads.js";
import type { DeviceRegistry } from "./device-registry.js";
import { isGroupType } from "./device-types.js";
import { membersOf } from "./group-members.js";

const REFRESH_MS = 10 * 60_000;
/** After a connection event: a device that was just set up appears with its name a moment later. */
const AFTER_EVENT_MS = 2_000;
/** Doubled with every further failure. */
const AFTER_FAILURE_MS = 10_000;

export interface DeviceWatchParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly reads: Reads;
  readonly registry: DeviceRegistry;
  /** Called after a refresh that changed anything. */
  readonly onChange: () => void;
  /** What is wrong with the list in a sentence, or undefined when it could be read. */
  readonly onTrouble: (reason: string | undefined) => void;
}

/** Keeps the registry fresh: at the start, every ten minutes, and soon after a device came or went. */
export class DeviceWatch {
  readonly #parts: DeviceWatchParts;
  #timer: Timer | undefined;
  #running = false;
  #failures = 0;
  /** The newest list lacked a device that was there before. */
  #isIncomplete = false;

  constructor(parts: DeviceWatchParts) {
    this.#parts = parts;
  }

  /** Resolves after the first attempt. */
  start(): Promise<void> {
    this.#running = true;
    return this.#refresh();
  }

  stop(): void {
    this.#running = false;
    this.#timer?.cancel();
  }

  /** A device has come or gone. */
  soon(): void {
    if (this.#running) this.#refreshIn(AFTER_EVENT_MS);
  }

  /** One more request, only where the list leaves a group without members. */
  async #groups(list: readonly Device[]): Promise<readonly SpeakerGroup[]> {
    const isIncomplete = list.some((device) => isGroupType(device.deviceType) && membersOf(device, list).length === 0);
    return isIncomplete ? await this.#parts.reads.groups().catch(() => []) : [];
  }

  /** A list that lacks a device is asked for once more, so that nobody loses a player to a list that forgot it for once. */
  #mayBeIncomplete(list: readonly Device[]): boolean {
    const listed = new Set(list.map(({ serialNumber }) => serialNumber));
    const isShorter = this.#parts.registry.all().some(({ serial }) => !listed.has(serial));
    this.#isIncomplete = isShorter && !this.#isIncomplete;
    return this.#isIncomplete;
  }

  #refreshIn(delayMs: number): void {
    this.#timer?.cancel();
    this.#timer = this.#parts.clock.after(delayMs, () => {
      void this.#refresh();
    });
  }

  async #refresh(): Promise<void> {
    const { reads, registry, logger, onChange, onTrouble } = this.#parts;
    this.#timer?.cancel();
    try {
      const list = await reads.devices();
      // Seen when Amazon is overloaded; a household does not lose all its devices at once.
      if (list.length === 0 && registry.all().length > 0) throw new AmazonError("BAD_ANSWER", "the list was empty");
      if (this.#mayBeIncomplete(list)) {
        this.#refreshIn(AFTER_FAILURE_MS);
        return;
      }
      const locales = await reads.locales().catch(() => new Map<string, string>());
      const groups = await this.#groups(list);
      if (!this.#running) return;
      onTrouble(undefined);
      this.#failures = 0;
      if (registry.replace(list, locales, groups)) onChange();
      this.#refreshIn(REFRESH_MS);
    } catch (thrown) {
      if (!this.#running) return;
      const { code, message } = asAmazonError(thrown);
      logger.warn({ code }, `Amazon's device list could not be read: ${message}`);
      onTrouble(`Amazon's device list could not be read: ${message}`);
      this.#refreshIn(Math.min(AFTER_FAILURE_MS * 2 ** this.#failures, REFRESH_MS));
      this.#failures += 1;
    }
  }
}
