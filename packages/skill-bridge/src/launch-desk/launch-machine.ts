import type { LaunchSent, LaunchStrategy } from "../ports.js";

/** How long an Echo may take from the moment the launch left until Alexa asks us (design, section 6). */
const REQUEST_DEADLINE_MS = 4_000;

/** How long an Echo may take from our answer to its GET; longer means that it cannot reach the public address. */
export const FETCH_DEADLINE_MS = 6_000;

/** Where one launch stands. `rest`: strategies not tried yet. `reason`: why Amazon refused, while nothing was sent. */
export type LaunchState =
  | { readonly kind: "waiting"; readonly rest: readonly LaunchStrategy[] }
  | Trying<"sending">
  | Trying<"asked">
  | { readonly kind: "matched"; readonly strategy: LaunchStrategy }
  | { readonly kind: "over" };

interface Trying<Kind extends string> {
  readonly kind: Kind;
  readonly strategy: LaunchStrategy;
  readonly rest: readonly LaunchStrategy[];
  /** A launch has left, of whatever strategy. */
  readonly hasLeft: boolean;
  readonly reason?: string | undefined;
}

/** What can happen to a launch. */
export type LaunchInput =
  | { readonly kind: "go" }
  | { readonly kind: "sent"; readonly sent: LaunchSent }
  /** Alexa asked the skill on behalf of this Echo. */
  | { readonly kind: "requested" }
  /** The Echo asked for the stream that our answer named. */
  | { readonly kind: "fetched" }
  | { readonly kind: "deadline" }
  | { readonly kind: "cancel" };

/** How a launch came out. */
export type LaunchEnd =
  | { readonly kind: "fetched"; readonly strategy: LaunchStrategy }
  | { readonly kind: "cancelled" }
  | { readonly kind: "noRequest" }
  | { readonly kind: "noFetch" }
  | { readonly kind: "refused"; readonly reason: string };

/** What is to be done. A new `wait` replaces the one before it. */
export type LaunchEffect =
  | { readonly kind: "send"; readonly strategy: LaunchStrategy }
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "worked" | "unanswered"; readonly strategy: LaunchStrategy }
  | { readonly kind: "settle"; readonly end: LaunchEnd };

/** A new state and what to do about it, in order. */
export interface LaunchStep {
  readonly state: LaunchState;
  readonly effects: readonly LaunchEffect[];
}

/** One launch of one Echo: strategies one after the other, until its own request and GET prove that one worked. */
export function stepLaunch(state: LaunchState, input: LaunchInput): LaunchStep {
  if (state.kind === "over") return { state, effects: [] };
  switch (input.kind) {
    case "go":
      return state.kind === "waiting" ? attempt(state.rest, false) : same(state);
    case "sent":
      return state.kind === "sending" ? whenSent(state, input.sent) : same(state);
    case "requested":
      return whenRequested(state);
    case "fetched":
      return state.kind === "matched" ? settle({ kind: "fetched", strategy: state.strategy }) : same(state);
    case "deadline":
      return whenLate(state);
    case "cancel":
      return settle({ kind: "cancelled" });
  }
}

function attempt(plan: readonly LaunchStrategy[], hasLeft: boolean, reason?: string): LaunchStep {
  const [strategy, ...rest] = plan;
  if (strategy !== undefined)
    return { state: { kind: "sending", strategy, rest, hasLeft, reason }, effects: [{ kind: "send", strategy }] };
  if (hasLeft) return settle({ kind: "noRequest" });
  return settle({ kind: "refused", reason: reason ?? "Amazon did not take the launch in time" });
}

function whenSent(state: Trying<"sending">, sent: LaunchSent): LaunchStep {
  switch (sent.outcome) {
    case "sent":
      return {
        state: { ...state, kind: "asked", hasLeft: true },
        effects: [{ kind: "wait", ms: REQUEST_DEADLINE_MS }],
      };
    case "superseded":
      // Only a newer command for the same Echo replaces a launch, so somebody changed their mind.
      return settle({ kind: "cancelled" });
    case "expired":
      return attempt(state.rest, state.hasLeft, state.reason);
    case "refused":
      return attempt(state.rest, state.hasLeft, sent.reason);
  }
}

/** Alexa may ask before Amazon has confirmed our launch, and an Echo may have been asked by a person meanwhile. */
function whenRequested(state: Exclude<LaunchState, { kind: "over" }>): LaunchStep {
  if (state.kind === "matched") return { state, effects: [{ kind: "wait", ms: FETCH_DEADLINE_MS }] };
  const wait = { kind: "wait", ms: FETCH_DEADLINE_MS } as const;
  if (state.kind === "waiting")
    return { state: { kind: "matched", strategy: state.rest[0] ?? "skill" }, effects: [wait] };
  const { strategy } = state;
  return { state: { kind: "matched", strategy }, effects: [{ kind: "worked", strategy }, wait] };
}

function whenLate(state: LaunchState): LaunchStep {
  if (state.kind === "matched") return settle({ kind: "noFetch" });
  if (state.kind !== "asked") return same(state);
  const next = attempt(state.rest, true);
  return { state: next.state, effects: [{ kind: "unanswered", strategy: state.strategy }, ...next.effects] };
}

function settle(end: LaunchEnd): LaunchStep {
  return { state: { kind: "over" }, effects: [{ kind: "settle", end }] };
}

function same(state: LaunchState): LaunchStep {
  return { state, effects: [] };
}
