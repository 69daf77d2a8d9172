import { z } from "zod";
import {
  PlayerSettingsChangeSchema,
  PlayerSettingsSchema,
  type PlayerSettings,
  type PlayerSettingsChange,
} from "@ma-alexa/protocol/admin";
import type { DocumentStore, EchoDevice, Logger, PlayerId } from "@ma-alexa/provider";

/** What the household's configuration says for every player that says nothing itself. */
export interface HouseholdDefaults {
  readonly bitrateKbps: PlayerSettings["bitrateKbps"];
  readonly leadSeconds: number;
  readonly skip: PlayerSettings["skip"];
}

export interface PlayerSettingsBookParts {
  readonly store: DocumentStore;
  readonly logger: Logger;
  readonly defaults: HouseholdDefaults;
  /** The Echo or group behind a player. */
  readonly deviceOf: (playerId: PlayerId) => EchoDevice | undefined;
}

type Chosen = Partial<PlayerSettings>;

/** Secret, since serial numbers are. */
const DOCUMENT = "player-settings";
const DocumentSchema = z.record(z.string(), z.unknown());
const ChosenSchema = PlayerSettingsSchema.partial();

/**
 * How each player is served. Only what a person chose is kept, under the Echo's serial number, so that a renamed or returned
 * Echo has its settings again and a new default reaches everybody who never chose.
 */
export class PlayerSettingsBook {
  readonly #parts: PlayerSettingsBookParts;
  readonly #chosen = new Map<string, Chosen>();
  readonly #listeners = new Set<(playerId: PlayerId) => void>();

  constructor(parts: PlayerSettingsBookParts) {
    this.#parts = parts;
  }

  /** Recalls what was chosen. Rejects when the document exists and cannot be read. */
  async load(): Promise<void> {
    const stored = DocumentSchema.safeParse((await this.#parts.store.read(DOCUMENT)) ?? {});
    for (const [serial, value] of Object.entries(stored.data ?? {})) {
      const chosen = ChosenSchema.safeParse(value);
      if (chosen.success) this.#chosen.set(serial, defined(chosen.data));
      else
        this.#parts.logger.warn(
          {},
          "The settings of one player cannot be read: it has the household's until set anew.",
        );
    }
  }

  /** The player's settings, defaults filled in; the household's for a player that is not known. */
  of(playerId: PlayerId): PlayerSettings {
    return this.#effective(this.#parts.deviceOf(playerId));
  }

  /** Whether the device is wanted as a player of Music Assistant. */
  isExposed(device: EchoDevice): boolean {
    return this.#effective(device).exposed;
  }

  /** Takes over what a person chose; null takes the default again. Undefined when there is no such player. */
  async change(playerId: PlayerId, change: PlayerSettingsChange): Promise<PlayerSettings | undefined> {
    const serial = this.#parts.deviceOf(playerId)?.serial;
    if (serial === undefined) return undefined;
    this.#chosen.set(serial, merged(this.#chosen.get(serial) ?? {}, PlayerSettingsChangeSchema.parse(change)));
    await this.#parts.store.write(DOCUMENT, Object.fromEntries(this.#chosen), { secret: true });
    for (const listener of this.#listeners) listener(playerId);
    return this.of(playerId);
  }

  /** Calls `listener` after every change until the returned function is called. */
  follow(listener: (playerId: PlayerId) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #effective(device: EchoDevice | undefined): PlayerSettings {
    return {
      exposed: device?.playable ?? false,
      codec: "auto",
      ...this.#parts.defaults,
      ...(device === undefined ? {} : this.#chosen.get(device.serial)),
    };
  }
}

function merged(chosen: Chosen, change: PlayerSettingsChange): Chosen {
  return defined(ChosenSchema.parse(withoutNull({ ...chosen, ...defined(change) })));
}

/** Without the keys that are undefined: they must not hide a default. */
function defined<T extends object>(value: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as never;
}

function withoutNull(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null));
}
