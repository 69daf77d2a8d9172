import type { PlaybackWish } from "./neighbours.js";
import type { PlaybackEffect, PlaybackPhase, PlaybackState, PlaybackStep } from "./playback-state.js";
import type { Problem } from "./problem.js";

/** Music Assistant must not believe that something sounds, and the person is told why nothing does. */
export function giveUp(state: PlaybackState, problem: Problem): PlaybackStep {
  return go({ ...state, problem }, "idle", ...ending(state), ...tell(state, "pause"));
}

/** The Echo is made to fetch. */
export function launch(state: PlaybackState): PlaybackStep {
  const number = state.launch + 1;
  return go({ ...state, launch: number }, "launching", { do: "launch", launch: number });
}

/** Silence first, so that it never depends on Amazon. */
export function ending(state: PlaybackState): readonly PlaybackEffect[] {
  return state.phase === "launching" ? [{ do: "silence" }, { do: "cancel-launch" }] : [{ do: "silence" }];
}

/** Music Assistant need not be told to end what it does not do. */
export function tell(state: PlaybackState, wish: PlaybackWish): readonly PlaybackEffect[] {
  return state.streaming ? [{ do: "tell", wish }] : [];
}

/** Something of ours is at the Echo, or was a moment ago. */
export function isSounding({ phase }: PlaybackState): boolean {
  return phase === "preroll" || phase === "playing" || phase === "interrupted" || phase === "draining";
}

/** The fact is about a Play that another one has replaced. */
export function isOld(state: PlaybackState, playId: string): boolean {
  return state.playId !== undefined && state.playId !== playId;
}

/** To another phase, which ends the timer of this one. */
export function go(state: PlaybackState, phase: PlaybackPhase, ...effects: readonly PlaybackEffect[]): PlaybackStep {
  return { state: { ...state, phase }, effects };
}

/** In the same phase, whose timer runs on. */
export function same(state: PlaybackState, ...effects: readonly PlaybackEffect[]): PlaybackStep {
  return { state, effects };
}

/** The state with some keys absent. */
export function without<Key extends keyof PlaybackState>(
  state: PlaybackState,
  ...keys: readonly Key[]
): Omit<PlaybackState, Key> {
  const names: readonly string[] = keys;
  return Object.fromEntries(Object.entries(state).filter(([name]) => !names.includes(name))) as Omit<
    PlaybackState,
    Key
  >;
}
