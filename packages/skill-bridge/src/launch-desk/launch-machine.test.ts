import { describe, expect, it } from "vitest";
import type { LaunchSent } from "../ports.js";
import { stepLaunch, type LaunchEffect, type LaunchInput, type LaunchState } from "./launch-machine.js";

const WAITING: LaunchState = { kind: "waiting", rest: ["skill", "phrase"] };
const SENDING: LaunchState = { kind: "sending", strategy: "skill", rest: ["phrase"], hasLeft: false };
const ASKED: LaunchState = { kind: "asked", strategy: "skill", rest: ["phrase"], hasLeft: true };
const LAST_SENDING: LaunchState = { kind: "sending", strategy: "phrase", rest: [], hasLeft: true };
const LAST_ASKED: LaunchState = { kind: "asked", strategy: "phrase", rest: [], hasLeft: true };
const MATCHED: LaunchState = { kind: "matched", strategy: "skill" };
const OVER: LaunchState = { kind: "over" };

const sent = (outcome: "sent" | "superseded" | "expired"): LaunchInput => ({ kind: "sent", sent: { outcome } });
const refusal: LaunchSent = { outcome: "refused", reason: "the device is offline" };
const refused: LaunchInput = { kind: "sent", sent: refusal };
const is = (kind: "go" | "requested" | "fetched" | "deadline" | "cancel"): LaunchInput => ({ kind });

const sends = (strategy: "skill" | "phrase"): LaunchEffect => ({ kind: "send", strategy });
const waits = (ms: number): LaunchEffect => ({ kind: "wait", ms });
const fails = (kind: "cancelled" | "noRequest" | "noFetch"): LaunchEffect => ({ kind: "settle", end: { kind } });

describe("stepLaunch", () => {
  it.each<[string, LaunchState, LaunchInput, LaunchState["kind"], LaunchEffect[]]>([
    ["sends the first strategy when it may", WAITING, is("go"), "sending", [sends("skill")]],
    ["waits 4 s from when it left", SENDING, sent("sent"), "asked", [waits(4_000)]],
    ["takes the next one when Amazon refused", SENDING, refused, "sending", [sends("phrase")]],
    ["takes the next one when it never left", SENDING, sent("expired"), "sending", [sends("phrase")]],
    ["is cancelled by a newer command", SENDING, sent("superseded"), "over", [fails("cancelled")]],
    [
      "takes the next one after 4 s",
      ASKED,
      is("deadline"),
      "sending",
      [{ kind: "unanswered", strategy: "skill" }, sends("phrase")],
    ],
    [
      "fails after the last one",
      LAST_ASKED,
      is("deadline"),
      "over",
      [{ kind: "unanswered", strategy: "phrase" }, fails("noRequest")],
    ],
    ["fails as unanswered when only the last was refused", LAST_SENDING, refused, "over", [fails("noRequest")]],
    ["waits 6 s for the GET", ASKED, is("requested"), "matched", [{ kind: "worked", strategy: "skill" }, waits(6_000)]],
    [
      "takes a request that is faster than Amazon's word",
      SENDING,
      is("requested"),
      "matched",
      [{ kind: "worked", strategy: "skill" }, waits(6_000)],
    ],
    ["takes a request of a person before it was sent", WAITING, is("requested"), "matched", [waits(6_000)]],
    ["waits anew at a second request", MATCHED, is("requested"), "matched", [waits(6_000)]],
    ["does not care what Amazon says later", MATCHED, refused, "matched", []],
    [
      "ends well with the GET",
      MATCHED,
      is("fetched"),
      "over",
      [{ kind: "settle", end: { kind: "fetched", strategy: "skill" } }],
    ],
    ["fails without the GET", MATCHED, is("deadline"), "over", [fails("noFetch")]],
    ["is not proved by the GET of an older Play", ASKED, is("fetched"), "asked", []],
    ["can be cancelled while it waits", WAITING, is("cancel"), "over", [fails("cancelled")]],
    ["can be cancelled unanswered", ASKED, is("cancel"), "over", [fails("cancelled")]],
    ["is over once", OVER, is("requested"), "over", []],
  ])("%s", (_what, state, input, kind, effects) => {
    const step = stepLaunch(state, input);
    expect([step.state.kind, step.effects]).toEqual([kind, effects]);
  });

  it("says what Amazon said when it refused every strategy", () => {
    const { state } = stepLaunch(SENDING, refused);
    const { effects } = stepLaunch(state, refused);
    expect(effects).toEqual([{ kind: "settle", end: { kind: "refused", reason: "the device is offline" } }]);
  });
});
