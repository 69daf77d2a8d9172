import { randomUUID } from "node:crypto";
import type { PlayerId, PlayId } from "../ports.js";

/** Makes ids that cannot be guessed, of letters, digits and `-`. */
export type NewPlayId = () => PlayId;

/** Which Play directive each player was given last. What an Echo says of any other is history. */
export class CurrentPlays {
  readonly #newPlayId: NewPlayId;
  readonly #players = new Map<PlayId, PlayerId>();
  readonly #plays = new Map<PlayerId, PlayId>();

  constructor(newPlayId: NewPlayId = randomUUID) {
    this.#newPlayId = newPlayId;
  }

  /** A new Play for the player; the one before it is no longer current. */
  begin(playerId: PlayerId): PlayId {
    this.end(playerId);
    const playId = this.#newPlayId();
    this.#plays.set(playerId, playId);
    this.#players.set(playId, playerId);
    return playId;
  }

  /** The player whose current Play this is. */
  playerOf(playId: PlayId): PlayerId | undefined {
    return this.#players.get(playId);
  }

  /** The player's current Play. */
  of(playerId: PlayerId): PlayId | undefined {
    return this.#plays.get(playerId);
  }

  /** The player's Play is over: played to its end, or failed. */
  end(playerId: PlayerId): void {
    const playId = this.#plays.get(playerId);
    if (playId !== undefined) this.#players.delete(playId);
    this.#plays.delete(playerId);
  }
}
