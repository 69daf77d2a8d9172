import { describe, expect, it } from "vitest";
import type { AccountState } from "../session/session-machine.js";
import { jointState } from "./joint-state.js";

const ready: AccountState = { kind: "ready", push: true, sinceEpochMs: 1 };
const away: AccountState = { kind: "degraded", push: false, sinceEpochMs: 2, reason: "Amazon cannot be reached" };
const expired: AccountState = { kind: "login-required", push: false, sinceEpochMs: 3, reason: "sign in again" };
const starting: AccountState = { kind: "signing-in", push: false, sinceEpochMs: 4 };
const maria = (state: AccountState) => ({ label: "Maria", state });
const ben = (state: AccountState) => ({ label: "Ben", state });

describe("the state of several accounts", () => {
  it("asks for a sign-in when there is none", () => {
    expect(jointState([], 7)).toMatchObject({ kind: "signed-out", sinceEpochMs: 7, reason: /ma-alexa login/ });
  });

  it("is that of the only one", () => {
    expect(jointState([maria(expired)], 7)).toBe(expired);
  });

  it.each([
    ["all are ready", [maria(ready), ben(ready)], { kind: "ready", push: true }],
    ["one is away", [maria(ready), ben(away)], { kind: "degraded", reason: "Ben: Amazon cannot be reached" }],
    ["one has expired", [maria(ready), ben(expired)], { kind: "degraded", push: true, reason: "Ben: sign in again" }],
    ["all have expired", [maria(expired), ben(expired)], { kind: "login-required", reason: "Maria: sign in again" }],
    ["one is still signing in", [maria(ready), ben(starting)], { kind: "degraded", push: true }],
    ["all are signing in", [maria(starting), ben(starting)], { kind: "signing-in" }],
  ])("names the worst when %s", (_case, members, state) => {
    expect(jointState(members, 7)).toMatchObject(state);
  });
});
