import { PlayersSchema, type Player } from "@ma-alexa/protocol/music-assistant";
import { z } from "zod";

import type { Ask } from "../requests.js";

/** Commands for players (Sendspin reference 4.7). Each rejects with MusicAssistantError. */
export class PlayerCommands {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Every player that the user of the token may see, those that are away too. */
  async all(): Promise<readonly Player[]> {
    return await this.#ask("players/all", { return_unavailable: true }, PlayersSchema);
  }

  /** Adds players to the group that `leader` leads, and takes others out of it. */
  async setMembers(
    leader: string,
    members: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
  ): Promise<void> {
    await this.#ask(
      "players/cmd/set_members",
      { target_player: leader, player_ids_to_add: members.add, player_ids_to_remove: members.remove },
      z.unknown(),
    );
  }

  /** Takes the player out of whatever group it is in. */
  async ungroup(playerId: string): Promise<void> {
    await this.#ask("players/cmd/ungroup", { player_id: playerId }, z.unknown());
  }
}
