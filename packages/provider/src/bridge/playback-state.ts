import type { LaunchVerdict } from "../ports.js";

import type { PlaybackFact, PlaybackWish } from "./neighbours.js";
import type { Problem } from "./problem.js";
import type { EndReason } from "./timeline/end-reason.js";

/**
 * `awaited`: a person pressed play at the Echo, which fetches by itself; `launching`: it is being made to fetch;
 * `preroll`: it has fetched and does not sound yet; `interrupted`: it fell silent without anybody having wished it;
 * `draining`: there is no more, and what it holds is played to its end; `external`: something else has taken the Echo, and
 * Music Assistant is being told so.
 */
export type PlaybackPhase =
  "idle" | "paused" | "awaited" | "launching" | "preroll" | "playing" | "interrupted" | "draining" | "external";

export interface PlaybackState {
  readonly phase: PlaybackPhase;
  /** Music Assistant streams to this player. */
  readonly streaming: boolean;
  readonly online: boolean;
  /** Number of the newest launch; a verdict on an older one is no news. */
  readonly launch: number;
  /** When the launch of this stream began, until the Echo has sounded. */
  readonly launchedMs?: number;
  /** When the Echo, having lost the stream, was last launched again. */
  readonly relaunchedMs?: number;
  /** When the Echo itself last said that it sounds. */
  readonly startedMs?: number;
  /** It sounds again after a silence, but only Amazon says so. */
  readonly unconfirmed?: boolean;
  /** The next generation is heard after the end of the one before, which is still playing out. */
  readonly appends?: boolean;
  /** When a person last asked at the Echo for another item; it has been answered with a Play of its own. */
  readonly wishedMs?: number;
  /** The Play that sounds; facts about another are old. */
  readonly playId?: string;
  readonly problem?: Problem;
}

/** `seamless`: heard after what the Echo holds; `quick`: the Echo is also launched again, and whichever comes first is heard. */
export type SkipSetting = "seamless" | "quick";

export type PlaybackInput =
  | { readonly type: "stream-started" }
  /** `quick`: a skip asked in Music Assistant is to be heard at once on this player (its setting `skip`). */
  | { readonly type: "generation"; readonly quick: boolean }
  | { readonly type: "refused"; readonly reason: string }
  | { readonly type: "ended"; readonly reason: EndReason; readonly hasAudio: boolean }
  | { readonly type: "verdict"; readonly launch: number; readonly verdict: LaunchVerdict }
  | { readonly type: "fact"; readonly fact: PlaybackFact }
  | { readonly type: "wish"; readonly wish: PlaybackWish }
  /** Amazon tells; `whose` is what plays, as far as that is known. */
  | { readonly type: "push"; readonly state: "playing" | "interrupted" | "finished"; readonly whose?: Whose }
  | { readonly type: "online"; readonly online: boolean }
  /** Music Assistant could not be told; it is away or does not offer it. */
  | { readonly type: "untold"; readonly wish: PlaybackWish }
  | { readonly type: "timer" };

/** Ours, or somebody else's with the words for it, such as "So What on Spotify". */
export type Whose = { readonly ours: true } | { readonly ours: false; readonly what: string };

export type PlaybackEffect =
  | { readonly do: "launch"; readonly launch: number }
  /** Make an Echo that sounds fetch anew, which drops what it holds: one call, and nothing is lost with it. */
  | { readonly do: "launch-again" }
  | { readonly do: "cancel-launch" }
  /** End the running responses. */
  | { readonly do: "silence" }
  /** Stop the Echo through Amazon. */
  | { readonly do: "stop-echo" }
  | { readonly do: "tell"; readonly wish: PlaybackWish }
  /** Tell Music Assistant whether something else plays. */
  | { readonly do: "external"; readonly external: boolean }
  /** The Echo took this long from the stream's start to its first sound. */
  | { readonly do: "measured"; readonly latencyMs: number }
  | { readonly do: "timer"; readonly delayMs: number };

export interface PlaybackStep {
  readonly state: PlaybackState;
  /** A step to another phase ends the timer of the one before it. */
  readonly effects: readonly PlaybackEffect[];
}

/** A player nobody plays on. */
export const initialPlayback: PlaybackState = { phase: "idle", streaming: false, online: true, launch: 0 };

/**
 * Whether Music Assistant streams to the player or has been asked to: a request of the Echo is then worth a Play. After a pause the stream
 * takes a second to end, in which a person may already ask for more.
 */
export function isStreaming(state: PlaybackState): boolean {
  return (state.streaming && state.phase !== "paused") || state.phase === "awaited" || state.phase === "preroll";
}
