/**
 * What one Echo should be doing, decided from what Music Assistant streams, what the Echo does and what people want
 * (design, sections 2 and 6). Pure; times are milliseconds of the monotonic clock.
 */
import type { LaunchVerdict } from "../ports.js";

import { takenBack, withdrawn } from "./external-playback.js";
import type { PlaybackFact, PlaybackWish } from "./neighbours.js";
import type { PlaybackEffect, PlaybackInput, PlaybackState, PlaybackStep } from "./playback-state.js";
import { ending, giveUp, go, isOld, isSounding, launch, same, tell, without } from "./playback-steps.js";
import type { Problem } from "./problem.js";
import { fellSilent, pushed } from "./pushed-playback.js";

/** An Echo that was asked by voice or button fetches by itself, or not at all. */
const FETCH_WITHIN_MS = 5_000;
/** The events of an Echo may get lost; one that fetches and does not complain sounds. */
const SOUNDS_WITHIN_MS = 10_000;
/** More than Music Assistant's buffer and the Echo's together. */
const DRAINED_WITHIN_MS = 30_000;
/** A stream that held this long was a good one; when it breaks the Echo is launched again. */
const HELD_MS = 60_000;
/** Music Assistant waits a second for further presses; what comes later is another skip. */
const WISH_SERVED_WITHIN_MS = 5_000;

/** What follows from `input`; effects are in the order in which they must happen. */
export function stepPlayback(state: PlaybackState, input: PlaybackInput, nowMs: number): PlaybackStep {
  switch (input.type) {
    case "stream-started":
      return streamStarted(state, nowMs);
    case "generation":
      return generation(state, input.quick, nowMs);
    case "refused":
      return giveUp({ ...state, streaming: true }, { code: "FORMAT", reason: input.reason });
    case "ended":
      return ended(state, input);
    case "verdict":
      return input.launch === state.launch ? judged(state, input.verdict) : same(state);
    case "fact":
      return heard(state, input.fact, nowMs);
    case "wish":
      return wished(state, input.wish, nowMs);
    case "push":
      return pushed(state, input, nowMs);
    case "online":
      return same({ ...state, online: input.online });
    case "untold":
      return untold(state, input.wish);
    case "timer":
      return timer(state, nowMs);
  }
}

/** A skip or seek while anything is under way needs nothing more: it goes on in the same response. */
function streamStarted(state: PlaybackState, nowMs: number): PlaybackStep {
  const streaming = { ...without(state, "problem"), streaming: true };
  switch (state.phase) {
    case "idle":
    case "paused":
      if (!state.online) return giveUp(streaming, { code: "ECHO_OFFLINE" });
      return launch({ ...without(streaming, "relaunchedMs", "playId"), launchedMs: nowMs });
    case "external":
      return takenBack(streaming, nowMs);
    case "draining":
      return go({ ...streaming, appends: true }, "playing");
    case "awaited":
      return same({ ...streaming, launchedMs: state.launchedMs ?? nowMs });
    case "launching":
    case "preroll":
    case "playing":
    case "interrupted":
      return same(streaming);
  }
}

/** A skip or seek asked in Music Assistant is heard after what the Echo holds, unless it is made to drop that. */
function generation(state: PlaybackState, quick: boolean, nowMs: number): PlaybackStep {
  const next = { ...without(state, "appends"), streaming: true };
  const isEchosOwn = nowMs - (state.wishedMs ?? -Infinity) < WISH_SERVED_WITHIN_MS;
  const isReplaced = state.phase === "playing" && state.streaming && state.appends !== true;
  return quick && isReplaced && !isEchosOwn ? same(next, { do: "launch-again" }) : same(next);
}

function ended(state: PlaybackState, { reason, hasAudio }: Extract<PlaybackInput, { type: "ended" }>): PlaybackStep {
  const silent = { ...state, streaming: false };
  if (reason === "natural") return endedNaturally(silent, hasAudio);
  const phase = reason === "stopped" ? "paused" : "idle";
  switch (state.phase) {
    case "idle":
    case "awaited":
    case "external":
      return same(silent);
    case "paused":
      return go(silent, phase);
    case "launching":
    case "preroll":
    case "playing":
    case "interrupted":
    case "draining":
      return go(silent, phase, ...ending(state), { do: "stop-echo" });
  }
}

function endedNaturally(state: PlaybackState, hasAudio: boolean): PlaybackStep {
  switch (state.phase) {
    case "idle":
    case "draining":
    case "awaited":
    case "paused":
    case "external":
      return same(state);
    case "launching":
      // What is held is still worth hearing: the end of a queue, a short announcement.
      return hasAudio ? same(state) : go(state, "idle", { do: "cancel-launch" });
    case "preroll":
    case "playing":
    case "interrupted":
      return go(state, "draining", { do: "timer", delayMs: DRAINED_WITHIN_MS });
  }
}

function judged(state: PlaybackState, verdict: LaunchVerdict): PlaybackStep {
  if (state.phase !== "launching") return same(state);
  switch (verdict.outcome) {
    case "fetched":
      return fetched(state);
    case "cancelled":
      return go(state, "idle");
    case "failed":
      return giveUp(state, { code: "LAUNCH_FAILED", reason: verdict.reason });
  }
}

function heard(state: PlaybackState, fact: PlaybackFact, nowMs: number): PlaybackStep {
  switch (fact.kind) {
    case "fetched":
      return state.phase === "launching" || state.phase === "awaited" ? fetched(state, fact.playId) : same(state);
    case "started":
      return started({ ...state, playId: fact.playId, startedMs: nowMs }, nowMs);
    case "nearlyFinished":
      return same(state);
    case "stopped":
      return isOld(state, fact.playId) ? same(state) : fellSilent(state);
    case "finished":
    case "failed":
      return isOld(state, fact.playId) ? same(state) : lost(state, nowMs);
    case "starved":
      return starved(state);
    case "left":
      return left(state);
  }
}

function fetched(state: PlaybackState, playId?: string): PlaybackStep {
  const known = playId === undefined ? state : { ...state, playId };
  return go(known, "preroll", { do: "timer", delayMs: SOUNDS_WITHIN_MS });
}

function started(state: PlaybackState, nowMs: number): PlaybackStep {
  if (state.phase === "idle" || state.phase === "paused" || state.phase === "external") return same(state);
  const sounding = without(state, "problem", "launchedMs", "unconfirmed");
  const measured: PlaybackEffect[] =
    state.launchedMs === undefined ? [] : [{ do: "measured", latencyMs: nowMs - state.launchedMs }];
  if (state.streaming || state.phase === "awaited") return go(sounding, "playing", ...measured);
  return go(sounding, "draining", ...measured, { do: "timer", delayMs: DRAINED_WITHIN_MS });
}

/** The Echo believes that the stream is over. Once it is told again, the second time Music Assistant is. */
function lost(state: PlaybackState, nowMs: number): PlaybackStep {
  switch (state.phase) {
    case "preroll":
    case "playing":
    case "interrupted":
      if (!state.streaming) return go(state, "idle", { do: "silence" });
      if (state.relaunchedMs !== undefined && nowMs - state.relaunchedMs < HELD_MS)
        return giveUp(state, { code: "ECHO_GAVE_UP" });
      // Not silenced first: what is held of this generation is what it is launched for.
      return launch({ ...state, relaunchedMs: nowMs });
    case "draining":
      return go(state, "idle");
    case "idle":
    case "paused":
    case "awaited":
    case "launching":
    case "external":
      return same(state);
  }
}

function starved(state: PlaybackState): PlaybackStep {
  if (!isSounding(state)) return same(state);
  const quiet: readonly PlaybackEffect[] = [{ do: "silence" }, { do: "stop-echo" }];
  if (state.phase === "draining") return go(state, "idle", ...quiet);
  return go({ ...state, problem: { code: "STARVED" } }, "idle", ...quiet, ...tell(state, "pause"));
}

/** Nobody has read for 30 s: the Echo plays something else, or is off. */
function left(state: PlaybackState): PlaybackStep {
  if (!isSounding(state)) return same(state);
  return go(state, "paused", { do: "silence" }, ...tell(state, "pause"));
}

function wished(state: PlaybackState, wish: PlaybackWish, nowMs: number): PlaybackStep {
  switch (wish) {
    case "pause":
    case "stop":
      return pauseWished(state, wish);
    case "play":
      return playWished(state);
    case "next":
    case "previous":
    case "startOver":
      return { state: { ...state, wishedMs: nowMs }, effects: [{ do: "tell", wish }] };
  }
}

/** The Echo has been told to stop in the answer to its own request, so Amazon need not tell it again. */
function pauseWished(state: PlaybackState, wish: "pause" | "stop"): PlaybackStep {
  switch (state.phase) {
    case "idle":
    case "paused":
    case "external":
      return same(state, ...tell(state, wish));
    case "draining":
      return go(state, "paused", { do: "silence" });
    case "awaited":
      return go(state, "paused", ...ending(state), { do: "tell", wish });
    case "launching":
    case "preroll":
    case "playing":
    case "interrupted":
      return go(state, "paused", ...ending(state), ...tell(state, wish));
  }
}

/** The Echo fetches by itself, so Music Assistant's stream need not launch it. */
function playWished(state: PlaybackState): PlaybackStep {
  switch (state.phase) {
    case "idle":
    case "paused":
    case "external":
    case "draining":
      return go(
        without(state, "problem", "relaunchedMs", "playId", "launchedMs"),
        "awaited",
        ...(state.phase === "external" ? [{ do: "external", external: false } as const] : []),
        { do: "tell", wish: "play" },
        { do: "timer", delayMs: FETCH_WITHIN_MS },
      );
    case "awaited":
    case "launching":
    case "preroll":
    case "playing":
    case "interrupted":
      return same(state);
  }
}

/** A pause that cannot be told needs no words: the Echo is silent. */
function untold(state: PlaybackState, wish: PlaybackWish): PlaybackStep {
  if (wish === "pause" || wish === "stop") return same(state);
  const problem: Problem = { code: "UNTOLD", wish };
  return state.phase === "awaited" ? go({ ...state, problem }, "idle") : same({ ...state, problem });
}

function timer(state: PlaybackState, nowMs: number): PlaybackStep {
  switch (state.phase) {
    case "awaited":
      if (state.streaming) return launch({ ...state, launchedMs: nowMs });
      return go({ ...state, problem: state.problem ?? { code: "NOT_STREAMED" } }, "idle");
    case "preroll":
      return started(state, nowMs);
    case "interrupted":
      return go(state, "paused", { do: "silence" }, ...tell(state, "pause"));
    case "draining":
      return go(state, "idle", { do: "silence" });
    case "external":
      return withdrawn(state);
    case "idle":
    case "paused":
    case "launching":
    case "playing":
      return same(state);
  }
}
