import type { ApiPlayer } from "./api-player.js";
import type { SimulatedAccounts } from "./accounts.js";
import type { SimulatedLibrary } from "./library.js";
import { ApiRefusal, required, type WireObject } from "./wire.js";

/** What the commands of the API act on. */
export interface ApiHouse {
  readonly schema: number;
  readonly library: SimulatedLibrary;
  readonly accounts: SimulatedAccounts;
  readonly players: () => readonly ApiPlayer[];
  /** Settings that were saved, by player and key. */
  readonly settings: Map<string, unknown>;
  readonly epochSeconds: () => number;
  /** Tells every client that listens. */
  readonly tell: (event: string, objectId: string | null, data: unknown) => void;
  /** Tells what changed of players and queues since the last time. */
  readonly tellChanges: () => void;
}

/** Does one command; what it returns is the result. Refuses by throwing ApiRefusal. */
export type Command = (args: WireObject, house: ApiHouse) => unknown;

/** A player by its own id or, for `players/cmd/*`, by that of the Sendspin client behind it (reference 3.3). */
export function playerOf(args: WireObject, { players }: ApiHouse, key = "player_id"): ApiPlayer {
  const id = required(args, key, "string");
  const found = players().find((one) => one.id === id || one.player.id === id);
  if (found === undefined) throw new ApiRefusal(10, `Player ${id} is not available`);
  return found;
}

/** A queue by its id, and by no other. */
export function queueOf(args: WireObject, { players }: ApiHouse, key = "queue_id"): ApiPlayer {
  const id = required(args, key, "string");
  const found = players().find((one) => one.id === id);
  if (found === undefined) throw new ApiRefusal(10, `Queue ${id} is not available`);
  return found;
}
