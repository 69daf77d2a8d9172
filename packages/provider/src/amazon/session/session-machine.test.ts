import { describe, expect, it } from "vitest";
import { initialSession, stepSession, toAccountState } from "./session-machine.js";
import type { SessionInput } from "./session-machine.js";

/** Feeds inputs one second apart; a number in between lets that many further milliseconds pass. */
function play(...script: readonly (SessionInput | number)[]) {
  let now = 1_000;
  let state = initialSession(now);
  let effects: readonly { kind: string; delayMs?: number }[] = [];
  for (const item of script) {
    if (typeof item === "number") {
      now += item;
      continue;
    }
    now += 1_000;
    ({ state, effects } = stepSession(state, item, now));
  }
  return { shown: toAccountState(state), phase: state.phase, effects };
}

const start: SessionInput = { kind: "start" };
const signedIn: SessionInput = { kind: "signed-in" };
const retryDue: SessionInput = { kind: "retry-due" };
const unreachable: SessionInput = { kind: "sign-in-failed", code: "UNREACHABLE", reason: "Amazon cannot be reached" };
const revoked: SessionInput = { kind: "sign-in-failed", code: "LOGIN_REQUIRED", reason: "sign in again" };
const page: SessionInput = { kind: "sign-in-failed", code: "UNAUTHORIZED", reason: "its sign-in page" };
const denied: SessionInput = { kind: "sign-in-failed", code: "BAD_ANSWER", reason: "its csrf cookie is missing" };
const crashed: SessionInput = { kind: "crashed", reason: "Amazon sent nonsense" };
const trouble: SessionInput = { kind: "trouble", trouble: "unreachable", reason: "Amazon cannot be reached" };
const retry = (delayMs: number) => [{ kind: "rest" }, { kind: "retry", delayMs }];

describe("the session", () => {
  const table: readonly {
    name: string;
    script: readonly (SessionInput | number)[];
    kind: string;
    effects: readonly object[];
    since?: number;
  }[] = [
    {
      name: "signs in when started",
      script: [start],
      kind: "signing-in",
      effects: [{ kind: "sign-in" }],
      since: 2_000,
    },
    { name: "is ready once signed in", script: [start, signedIn], kind: "ready", effects: [{ kind: "serve" }] },
    {
      name: "tries again when Amazon is unreachable at the start, and says since when",
      script: [start, unreachable, retryDue, unreachable],
      kind: "signing-in",
      effects: retry(2_000),
      since: 3_000,
    },
    {
      name: "becomes patient after five minutes",
      script: [start, unreachable, 300_000, retryDue, unreachable],
      kind: "signing-in",
      effects: retry(30_000),
      since: 3_000,
    },
    {
      name: "waits twice as long after every sign-in that Amazon answers with nothing usable",
      script: [start, denied, retryDue, denied, retryDue, denied],
      kind: "signing-in",
      effects: retry(120_000),
      since: 3_000,
    },
    {
      name: "waits a quarter of an hour at most",
      script: [start, ...Array.from({ length: 12 }, () => [denied, retryDue]).flat(), denied],
      kind: "signing-in",
      effects: retry(900_000),
    },
    {
      name: "waits half a minute first when Amazon throttles the sign-in",
      script: [start, { kind: "sign-in-failed", code: "RATE_LIMITED", reason: "Amazon asks for fewer requests" }],
      kind: "signing-in",
      effects: retry(30_000),
    },
    {
      name: "forgets denied sign-ins once one succeeded",
      script: [start, denied, retryDue, denied, retryDue, signedIn, 60_000, { kind: "unauthorized" }, retryDue, denied],
      kind: "degraded",
      effects: retry(30_000),
    },
    {
      name: "asks for a login when the sign-in is revoked",
      script: [start, revoked],
      kind: "login-required",
      effects: [{ kind: "rest" }],
    },
    {
      name: "asks for a login when Amazon answers with its sign-in page three times",
      script: [start, page, retryDue, page, retryDue, page],
      kind: "login-required",
      effects: [{ kind: "rest" }],
    },
    {
      name: "does not retry when a login is required",
      script: [start, revoked, retryDue],
      kind: "login-required",
      effects: [],
    },
    {
      name: "begins anew when a person has signed in again",
      script: [start, signedIn, revoked, { kind: "login-required", reason: "revoked" }, { kind: "new-login" }],
      kind: "signing-in",
      effects: [{ kind: "rest" }, { kind: "sign-in" }],
      since: 6_000,
    },
    {
      name: "stays signed out when a person signs in while nothing runs",
      script: [{ kind: "new-login" }],
      kind: "signed-out",
      effects: [],
    },
    {
      name: "is degraded while its renewal fails, and ready once it succeeds",
      script: [
        start,
        signedIn,
        { kind: "trouble", trouble: "renewal", reason: "it ends in 9 days" },
        { kind: "relieved", trouble: "renewal" },
      ],
      kind: "ready",
      effects: [],
    },
    {
      name: "is degraded while something is wrong",
      script: [start, signedIn, trouble],
      kind: "degraded",
      effects: [],
      since: 4_000,
    },
    {
      name: "keeps the moment the trouble began",
      script: [start, signedIn, trouble, 5_000, trouble],
      kind: "degraded",
      effects: [],
      since: 4_000,
    },
    {
      name: "is ready again when the trouble is over",
      script: [start, signedIn, trouble, { kind: "relieved", trouble: "unreachable" }],
      kind: "ready",
      effects: [],
    },
    {
      name: "is degraded, not starting, after a crash",
      script: [start, signedIn, crashed],
      kind: "degraded",
      effects: retry(1_000),
    },
    {
      name: "waits longer when it crashes after every sign-in",
      script: [start, signedIn, crashed, retryDue, signedIn, crashed],
      kind: "degraded",
      effects: retry(2_000),
    },
    {
      name: "waits 30 s from the fifth crash on",
      script: [start, ...Array.from({ length: 4 }, () => [signedIn, crashed, retryDue]).flat(), signedIn, crashed],
      kind: "degraded",
      effects: retry(30_000),
    },
    {
      name: "begins anew after a session that held",
      script: [start, signedIn, crashed, retryDue, signedIn, 60_000, crashed],
      kind: "degraded",
      effects: retry(1_000),
    },
    {
      name: "signs in again when a call is unauthorized",
      script: [start, signedIn, { kind: "unauthorized" }],
      kind: "degraded",
      effects: retry(1_000),
    },
    {
      name: "stops from anywhere",
      script: [start, unreachable, { kind: "stop" }],
      kind: "signed-out",
      effects: [{ kind: "rest" }],
    },
    {
      name: "hears nothing once stopped",
      script: [start, { kind: "stop" }, signedIn],
      kind: "signed-out",
      effects: [],
    },
  ];

  it.each(table)("$name", ({ script, kind, effects, since }) => {
    const result = play(...script);
    expect(result.shown.kind).toBe(kind);
    expect(result.effects).toEqual(effects);
    if (since !== undefined) expect(result.shown.sinceEpochMs).toBe(since);
  });

  it("shows push only while it is open", () => {
    expect(play(start, signedIn, { kind: "push", open: true }).shown.push).toBe(true);
    expect(play(start, signedIn, { kind: "push", open: true }, crashed).shown.push).toBe(false);
  });
});
