/** What Amazon tells of an Echo's player. Pure; part of the playback machine. */
import { taken } from "./external-playback.js";
import type { PlaybackInput, PlaybackState, PlaybackStep } from "./playback-state.js";
import { go, same, without } from "./playback-steps.js";

/** An Echo that fell silent by itself and does not go on within this time was stopped (design, section 2). */
export const SETTLED_MS = 15_000;
/** Reports closer to each other are weighed by trust: the Echo's own word counts more than push. */
const TRUST_WITHIN_MS = 3_000;

/** Push is a hint: a pause tapped on a screen says nothing else, but it also comes late and for what was replaced. */
export function pushed(
  state: PlaybackState,
  { state: told, whose }: Extract<PlaybackInput, { type: "push" }>,
  nowMs: number,
): PlaybackStep {
  if (told === "playing") return whose?.ours === false ? taken(state, whose.what, nowMs) : resumed(state);
  if (state.problem?.code === "TAKEN") return same(without(state, "problem"));
  // What fell silent was not ours.
  if (whose?.ours === false) return same(state);
  if (state.phase === "draining" && told === "finished") return go(state, "idle");
  const isDoubtful = state.startedMs !== undefined && nowMs - state.startedMs < TRUST_WITHIN_MS;
  return state.phase === "playing" && !isDoubtful ? fellSilent(state) : same(state);
}

/** Until the Echo itself says that our stream sounds again, this is only Amazon's word, and may be about something else. */
function resumed(state: PlaybackState): PlaybackStep {
  return state.phase === "interrupted" ? go({ ...state, unconfirmed: true }, "playing") : same(state);
}

/** A question to Alexa looks the same as a pause; only time tells (design, section 2). */
export function fellSilent(state: PlaybackState): PlaybackStep {
  switch (state.phase) {
    case "playing":
    case "preroll":
      return go(state, "interrupted", { do: "timer", delayMs: SETTLED_MS });
    case "idle":
    case "paused":
    case "awaited":
    case "launching":
    case "interrupted":
    case "draining":
    case "external":
      return same(state);
  }
}
