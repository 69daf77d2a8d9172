import type { KnownApiEvent, Player } from "@ma-alexa/protocol/music-assistant";

/**
 * Music Assistant's players, and which of them plays through which Sendspin client (Sendspin reference 3.3): the one
 * that names the client among its outputs, else the one whose id it is. Ids are looked up and never computed, since
 * universal players are recreated and renamed.
 */
export class PlayerDirectory {
  readonly #players = new Map<string, Player>();
  /** Client id → player id. */
  readonly #behind = new Map<string, string>();

  /** Everything that was known is forgotten. */
  replace(players: readonly Player[]): void {
    this.#players.clear();
    this.#behind.clear();
    for (const player of players) this.#put(player);
  }

  /** Takes a player event; the clients whose player may have changed. */
  hear(event: KnownApiEvent): readonly string[] {
    switch (event.event) {
      case "player_added":
      case "player_updated": {
        const before = this.#clientsOf(event.data.player_id);
        this.#remove(event.data.player_id);
        this.#put(event.data);
        return [...new Set([...before, ...this.#clientsOf(event.data.player_id)])];
      }
      case "player_removed": {
        const before = this.#clientsOf(event.objectId);
        this.#remove(event.objectId);
        return before;
      }
      default:
        return [];
    }
  }

  /** The player that plays through a Sendspin client; undefined for the first ten seconds of a new one. */
  playerOf(clientId: string): Player | undefined {
    return this.#players.get(this.#behind.get(clientId) ?? clientId);
  }

  get(playerId: string): Player | undefined {
    return this.#players.get(playerId);
  }

  #put(player: Player): void {
    this.#players.set(player.player_id, player);
    for (const clientId of clientsBehind(player)) this.#behind.set(clientId, player.player_id);
  }

  #remove(playerId: string): void {
    for (const clientId of this.#clientsOf(playerId)) if (clientId !== playerId) this.#behind.delete(clientId);
    this.#players.delete(playerId);
  }

  #clientsOf(playerId: string): readonly string[] {
    const player = this.#players.get(playerId);
    // Music Assistant 2.7 has no universal players: the client's id is the player's.
    return player === undefined ? [] : [...clientsBehind(player), playerId];
  }
}

function clientsBehind({ output_protocols: outputs = [] }: Player): string[] {
  return outputs.filter(({ protocol_domain: domain }) => domain === "sendspin").map(({ output_protocol_id: id }) => id);
}
