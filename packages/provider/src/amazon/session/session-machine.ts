import type { AmazonErrorCode } from "../amazon-error.js";
import { backOffMs } from "../back-off.js";
import { PATIENT_MS, reconnectDelayMs } from "../reconnect-delay.js";

/** What the rest of the house is shown of the account. */
export interface AccountState {
  readonly kind: "signed-out" | "signing-in" | "ready" | "degraded" | "login-required";
  /** Whether Amazon tells us events; without it facts come from slow reads. */
  readonly push: boolean;
  /** Since when `kind` holds, or since when the trouble behind `reason` lasts. */
  readonly sinceEpochMs: number;
  /** A sentence for the person in the house; absent while all is well. */
  readonly reason?: string;
}

/** What is wrong while signed in; each kind comes and goes on its own. */
type TroubleKind = "unreachable" | "throttled" | "push" | "devices" | "renewal";

interface Trouble {
  readonly reason: string;
  readonly sinceEpochMs: number;
}

/** The account's session. `wasReady` tells a house that starts from one that lost Amazon. */
export interface SessionState {
  readonly phase: "stopped" | "signing-in" | "waiting" | "signed-in" | "login-required";
  readonly wasReady: boolean;
  readonly push: boolean;
  readonly attempt: number;
  /** How many sign-ins in a row Amazon has answered without letting us in. */
  readonly denials: number;
  readonly sinceEpochMs: number;
  /** Why signing in does not succeed, while it does not. */
  readonly failure?: Trouble;
  readonly troubles: Readonly<Partial<Record<TroubleKind, Trouble>>>;
}

export type SessionInput =
  | { readonly kind: "start" }
  | { readonly kind: "stop" }
  /** A person signed in anew. */
  | { readonly kind: "new-login" }
  | { readonly kind: "signed-in" }
  | { readonly kind: "sign-in-failed"; readonly code: AmazonErrorCode; readonly reason: string }
  | { readonly kind: "retry-due" }
  | { readonly kind: "crashed"; readonly reason: string }
  | { readonly kind: "login-required"; readonly reason: string }
  | { readonly kind: "unauthorized" }
  | { readonly kind: "push"; readonly open: boolean }
  | { readonly kind: "trouble"; readonly trouble: TroubleKind; readonly reason: string }
  | { readonly kind: "relieved"; readonly trouble: TroubleKind };

const FALLS_BEFORE_PATIENCE = 4;

/** A session that held this long was a good one. */
const STEADY_MS = 60_000;

/** `serve`: begin to talk to Amazon; `rest`: stop all talking; the rest is what it says. */
export type SessionEffect =
  | { readonly kind: "sign-in" }
  | { readonly kind: "retry"; readonly delayMs: number }
  | { readonly kind: "serve" }
  | { readonly kind: "rest" };

export interface SessionStep {
  readonly state: SessionState;
  readonly effects: readonly SessionEffect[];
}

/** A session nobody has started. */
export function initialSession(atEpochMs: number): SessionState {
  return {
    phase: "stopped",
    wasReady: false,
    push: false,
    attempt: 0,
    denials: 0,
    sinceEpochMs: atEpochMs,
    troubles: {},
  };
}

/** The next state of the session and what must be done for it; `atEpochMs` is when the input came. */
export function stepSession(state: SessionState, input: SessionInput, atEpochMs: number): SessionStep {
  if (input.kind === "start") return start(state, atEpochMs);
  if (state.phase === "stopped") return stay(state);
  switch (input.kind) {
    case "stop":
      return { state: initialSession(atEpochMs), effects: [{ kind: "rest" }] };
    case "new-login":
      return {
        state: { ...initialSession(atEpochMs), phase: "signing-in" },
        effects: [{ kind: "rest" }, { kind: "sign-in" }],
      };
    case "login-required":
      return loginRequired(state, input.reason, atEpochMs);
    case "crashed":
      return state.phase === "login-required" ? stay(state) : beginAnew(state, input.reason, atEpochMs);
    case "signed-in":
      return state.phase === "signing-in" ? signedIn(state, atEpochMs) : stay(state);
    case "sign-in-failed":
      if (state.phase !== "signing-in") return stay(state);
      if (input.code === "LOGIN_REQUIRED" || isRefusedForGood(state, input.code))
        return loginRequired(state, input.reason, atEpochMs);
      return isDenial(input.code) ? denied(state, input.reason, atEpochMs) : retryLater(state, input.reason, atEpochMs);
    case "retry-due":
      if (state.phase !== "waiting") return stay(state);
      return { state: { ...state, phase: "signing-in" }, effects: [{ kind: "sign-in" }] };
    default:
      return state.phase === "signed-in" ? whileSignedIn(state, input, atEpochMs) : stay(state);
  }
}

type SignedInInput = Extract<SessionInput, { kind: "unauthorized" | "push" | "trouble" | "relieved" }>;

function whileSignedIn(state: SessionState, input: SignedInInput, atEpochMs: number): SessionStep {
  switch (input.kind) {
    case "unauthorized":
      return beginAnew(state, "Amazon no longer accepts the session", atEpochMs);
    case "push":
      return stay({ ...state, push: input.open });
    case "trouble": {
      const sinceEpochMs = state.troubles[input.trouble]?.sinceEpochMs ?? atEpochMs;
      return stay({
        ...state,
        troubles: { ...state.troubles, [input.trouble]: { reason: input.reason, sinceEpochMs } },
      });
    }
    case "relieved": {
      const { [input.trouble]: gone, ...troubles } = state.troubles;
      if (gone === undefined) return stay(state);
      const healthy = Object.keys(troubles).length === 0;
      return stay({ ...state, troubles, ...(healthy ? { sinceEpochMs: atEpochMs } : {}) });
    }
  }
}

/** What people are shown of the state. */
export function toAccountState(state: SessionState): AccountState {
  const { push, sinceEpochMs } = state;
  const trouble = state.failure ?? Object.values(state.troubles)[0];
  const told =
    trouble === undefined ? { sinceEpochMs } : { sinceEpochMs: trouble.sinceEpochMs, reason: trouble.reason };
  switch (state.phase) {
    case "stopped":
      return { kind: "signed-out", push: false, sinceEpochMs };
    case "login-required":
      return { kind: "login-required", push: false, ...told };
    case "signed-in":
      return { kind: trouble === undefined ? "ready" : "degraded", push, ...told };
    case "signing-in":
    case "waiting":
      return { kind: state.wasReady ? "degraded" : "signing-in", push: false, ...told };
  }
}

/** Its sign-in page instead of data, again and again: Amazon has ended the session without saying so. */
function isRefusedForGood(state: SessionState, code: AmazonErrorCode): boolean {
  return code === "UNAUTHORIZED" && state.attempt >= 2;
}

/** Amazon is there and answers, but with nothing that a sign-in needs, or asks for fewer requests. */
function isDenial(code: AmazonErrorCode): boolean {
  return code === "BAD_ANSWER" || code === "REFUSED" || code === "RATE_LIMITED";
}

function stay(state: SessionState): SessionStep {
  return { state, effects: [] };
}

function start(state: SessionState, atEpochMs: number): SessionStep {
  if (state.phase !== "stopped") return stay(state);
  return { state: { ...initialSession(atEpochMs), phase: "signing-in" }, effects: [{ kind: "sign-in" }] };
}

function signedIn(state: SessionState, atEpochMs: number): SessionStep {
  const { attempt } = state;
  return {
    state: {
      phase: "signed-in",
      wasReady: true,
      push: false,
      attempt,
      denials: 0,
      sinceEpochMs: atEpochMs,
      troubles: {},
    },
    effects: [{ kind: "serve" }],
  };
}

/** Amazon is there but the session falls: eager only a few times, since every attempt is a sign-in. */
function beginAnew(state: SessionState, reason: string, atEpochMs: number): SessionStep {
  return retryLater(state, reason, atEpochMs, FALLS_BEFORE_PATIENCE);
}

/** Every sign-in is a dozen requests, so the next waits twice as long each time. */
function denied(state: SessionState, reason: string, atEpochMs: number): SessionStep {
  const delayMs = backOffMs(state.denials);
  const { state: waiting } = retryLater(state, reason, atEpochMs);
  return {
    state: { ...waiting, denials: state.denials + 1 },
    effects: [{ kind: "rest" }, { kind: "retry", delayMs }],
  };
}

function retryLater(state: SessionState, reason: string, atEpochMs: number, eagerAttempts = Infinity): SessionStep {
  const sinceEpochMs = state.failure?.sinceEpochMs ?? atEpochMs;
  // A session that falls right after every sign-in must not hammer Amazon with sign-ins.
  const held = state.phase === "signed-in" && atEpochMs - state.sinceEpochMs >= STEADY_MS;
  const attempt = held ? 0 : state.attempt;
  const delayMs = attempt >= eagerAttempts ? PATIENT_MS : reconnectDelayMs(attempt, atEpochMs - sinceEpochMs);
  return {
    state: {
      ...state,
      phase: "waiting",
      push: false,
      attempt: attempt + 1,
      failure: { reason, sinceEpochMs },
      troubles: {},
    },
    effects: [{ kind: "rest" }, { kind: "retry", delayMs }],
  };
}

function loginRequired(state: SessionState, reason: string, atEpochMs: number): SessionStep {
  if (state.phase === "login-required") return stay(state);
  return {
    state: {
      ...state,
      phase: "login-required",
      push: false,
      failure: { reason: `${reason}; sign in to Amazon again`, sinceEpochMs: atEpochMs },
      troubles: {},
    },
    effects: [{ kind: "rest" }],
  };
}
