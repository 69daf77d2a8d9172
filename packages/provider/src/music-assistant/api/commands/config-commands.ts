import { z } from "zod";

import type { Ask } from "../requests.js";

const ConfigValueSchema = z.union([z.string(), z.number(), z.boolean(), z.array(z.unknown()), z.null()]);
export type ConfigValue = z.infer<typeof ConfigValueSchema>;

/** Commands for the settings that Music Assistant keeps of a player (Sendspin reference 4.7). Saving needs an administrator. */
export class ConfigCommands {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** One setting of a player, or its default. */
  async playerValue(playerId: string, key: string): Promise<ConfigValue> {
    return await this.#ask("config/players/get_value", { player_id: playerId, key }, ConfigValueSchema);
  }

  /** Changes settings of a player; those that are not named stay. */
  async savePlayer(playerId: string, values: Readonly<Record<string, ConfigValue>>): Promise<void> {
    await this.#ask("config/players/save", { player_id: playerId, values }, z.unknown());
  }
}
