import { reconnectDelayMs } from "../reconnect-delay.js";

/** A connection that fell sooner than this was not a good one, and its successor waits as if it had not opened. */
const STEADY_MS = 10_000;

/** Amazon bans addresses that come again and again after a refusal; the first time a new token may help. */
const REFUSED_MS = 60_000;

/** Push as we keep it: the library itself gives up, and waits up to a minute before it does (Amazon reference 7.1). */
export interface PushState {
  readonly phase: "off" | "opening" | "open" | "waiting";
  readonly attempt: number;
  /** Since when push has been open, or gone. */
  readonly sinceMs: number;
}

export type PushInput =
  | { readonly kind: "start" | "stop" | "opened" | "too-late" | "retry-due" }
  /** `refused`: Amazon is there and says no. */
  | { readonly kind: "lost"; readonly refused: boolean };

/** `open` and `close` are orders to the library; `open` must be answered within the deadline. */
export type PushEffect =
  { readonly kind: "open" } | { readonly kind: "close" } | { readonly kind: "retry"; readonly delayMs: number };

export interface PushStep {
  readonly state: PushState;
  readonly effects: readonly PushEffect[];
}

export function initialPush(nowMs: number): PushState {
  return { phase: "off", attempt: 0, sinceMs: nowMs };
}

/** The next state of the push connection and what must be done for it. */
export function stepPush(state: PushState, input: PushInput, nowMs: number): PushStep {
  switch (input.kind) {
    case "start":
      if (state.phase !== "off") return { state, effects: [] };
      return { state: { phase: "opening", attempt: 0, sinceMs: nowMs }, effects: [{ kind: "open" }] };
    case "stop":
      if (state.phase === "off") return { state, effects: [] };
      return { state: initialPush(nowMs), effects: [{ kind: "close" }] };
    case "opened":
      if (state.phase !== "opening") return { state, effects: [] };
      return { state: { ...state, phase: "open", sinceMs: nowMs }, effects: [] };
    case "too-late":
      return state.phase === "opening" ? lost(state, false, nowMs) : { state, effects: [] };
    case "lost":
      return lost(state, input.refused, nowMs);
    case "retry-due":
      if (state.phase !== "waiting") return { state, effects: [] };
      return { state: { ...state, phase: "opening" }, effects: [{ kind: "open" }] };
  }
}

function lost(state: PushState, refused: boolean, nowMs: number): PushStep {
  const isOpen = state.phase === "open";
  if (state.phase !== "opening" && !isOpen) return { state, effects: [] };
  const attempt = isOpen && nowMs - state.sinceMs >= STEADY_MS ? 0 : state.attempt;
  const sinceMs = isOpen ? nowMs : state.sinceMs;
  const delayMs = refused && attempt > 0 ? REFUSED_MS : reconnectDelayMs(attempt, nowMs - sinceMs);
  return {
    state: { phase: "waiting", attempt: attempt + 1, sinceMs },
    effects: [{ kind: "close" }, { kind: "retry", delayMs }],
  };
}
