/** Something else plays on the Echo (design, section 4). Pure; part of the playback machine. */
import type { PlaybackState, PlaybackStep } from "./playback-state.js";
import { go, launch, same, tell, without } from "./playback-steps.js";

/** Amazon goes on telling of what our stream replaced for a moment. */
const SETTLES_MS = 5_000;
/** Long enough for Music Assistant to end its stream, short enough that play takes the Echo back. */
const EXTERNAL_MS = 3_000;

/**
 * Music Assistant is told only when it took our stream away: the Echo has fallen silent since it last said itself that our
 * stream sounds, and had played it for long enough that the report is not of what our stream replaced.
 */
export function taken(state: PlaybackState, what: string, nowMs: number): PlaybackStep {
  const wasOurs = state.phase === "interrupted" || (state.phase === "playing" && state.unconfirmed === true);
  const isSettled = state.startedMs !== undefined && nowMs - state.startedMs >= SETTLES_MS;
  if (!wasOurs || !isSettled) return same(state);
  return go(
    { ...without(state, "unconfirmed"), problem: { code: "TAKEN", what } },
    "external",
    { do: "silence" },
    { do: "external", external: true },
    { do: "timer", delayMs: EXTERNAL_MS },
  );
}

/** The report has done its work; a server that takes no notice of it is told in words that every one understands. */
export function withdrawn(state: PlaybackState): PlaybackStep {
  return go(state, "paused", { do: "external", external: false }, ...tell(state, "pause"));
}

/** Play in Music Assistant takes the Echo back from whatever plays there. */
export function takenBack(state: PlaybackState, nowMs: number): PlaybackStep {
  const { state: launching, effects } = launch({ ...without(state, "relaunchedMs", "playId"), launchedMs: nowMs });
  return { state: launching, effects: [{ do: "external", external: false }, ...effects] };
}
