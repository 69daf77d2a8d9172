import type { PlayerSnapshot } from "@ma-alexa/provider";

type Candidate = Pick<PlayerSnapshot, "id" | "name" | "kind" | "online" | "state">;

/** Without a word of Amazon's: the one that the household named, if it is on; else an Echo that is on and plays nothing. */
export function preferredEcho<Player extends Candidate>(
  players: readonly Player[],
  named: string | undefined,
): Player | undefined {
  const online = players.filter(({ online: isOnline }) => isOnline);
  const wanted = named?.trim().toLowerCase();
  const echos = online.filter(({ kind }) => kind !== "group");
  return (
    online.find(({ name }) => name.toLowerCase() === wanted) ??
    echos.find(({ state }) => state === "idle" || state === "paused") ??
    echos[0]
  );
}
