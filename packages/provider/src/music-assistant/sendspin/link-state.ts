import type { Link, LinkPhase } from "./link.js";

/** How far a player has come with Music Assistant; only `playable` players can be played on. */
export interface LinkState {
  readonly kind: "offline" | "connecting" | "handshake" | "connected" | "playable";
  /** Since when it is so, milliseconds since 1970; of an outage, its beginning. */
  readonly sinceEpochMs: number;
  /** A sentence for the person in the house, when something is not as it should be. */
  readonly reason?: string;
}

/**
 * What is shown of a link. The attempts within an outage are not shown one by one: the link is offline, with one
 * reason, until Music Assistant has greeted us again.
 */
export function linkStateOf(link: Link): LinkState {
  const { outage, phase } = link;
  if (outage !== undefined && phase.kind !== "connected" && phase.kind !== "playable")
    return state("offline", outage.sinceEpochMs, unreachable(link.address, outage.sinceEpochMs, outage.detail));
  return state(shownKind(phase), link.phaseEpochMs, reasonOf(link));
}

function shownKind(phase: LinkPhase): LinkState["kind"] {
  switch (phase.kind) {
    case "stopped":
    case "waiting":
    case "leaving":
      return "offline";
    case "connecting":
    case "handshake":
    case "connected":
    case "playable":
      return phase.kind;
  }
}

function reasonOf(link: Link): string | undefined {
  if (link.phase.kind === "waiting" && !link.phase.addressKnown)
    return "No Music Assistant has been found on this network yet; start it, or tell the bridge its address.";
  if (link.phase.kind === "playable" || link.phase.kind === "stopped") return undefined;
  if (link.phase.kind === "connected" && link.phase.grant !== "granted") return NOT_GRANTED[link.phase.grant];
  if (link.gaveUp)
    return "Music Assistant is connected but does not take this player up; is it disabled in Music Assistant?";
  if (link.rejoins > 0)
    return `Music Assistant is connected but has not taken this player up; connecting anew (${link.rejoins} of 3).`;
  return undefined;
}

const NOT_GRANTED = {
  "needs-approval": "Music Assistant greets this player but does not let it play; approve it in Music Assistant.",
  "needs-pairing":
    "Music Assistant remembers a pairing that this player no longer has; pair it again in Music Assistant, with the player's pairing token.",
} as const;

function unreachable(address: string | undefined, sinceEpochMs: number, detail: string): string {
  const since = new Date(sinceEpochMs).toISOString().replace("T", " ").slice(0, 19);
  return `Music Assistant at ${address ?? "an unknown address"} has been unreachable since ${since} UTC (${detail}); trying again.`;
}

function state(kind: LinkState["kind"], sinceEpochMs: number, reason: string | undefined): LinkState {
  return reason === undefined ? { kind, sinceEpochMs } : { kind, sinceEpochMs, reason };
}
