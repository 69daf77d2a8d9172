import { describe, expect, it } from "vitest";

import { initialEnd, stepEnd, type EndInput, type EndReason, type EndState } from "./end-reason.js";

const started: EndInput = { type: "started" };
const ended: EndInput = { type: "ended", allDue: false, playedOut: false };
const endedDue: EndInput = { type: "ended", allDue: true, playedOut: false };
const playedOut: EndInput = { type: "ended", allDue: false, playedOut: true };
const stopped: EndInput = { type: "group", playing: false };
const playing: EndInput = { type: "group", playing: true };
const lost: EndInput = { type: "lost" };

/** Feeds inputs; a number lets that many milliseconds pass, running the timer that the machine asked for. */
function play(script: readonly (EndInput | number)[]): EndReason | undefined {
  let nowMs = 10_000;
  let dueMs: number | undefined;
  let state: EndState = initialEnd;
  let reason: EndReason | undefined;
  const step = (input: EndInput): void => {
    const next = stepEnd(state, input, nowMs);
    state = next.state;
    reason ??= next.reason;
    dueMs = next.timerMs === undefined ? undefined : nowMs + next.timerMs;
  };
  for (const item of script) {
    if (typeof item !== "number") {
      step(item);
      continue;
    }
    const untilMs = nowMs + item;
    if (dueMs !== undefined && dueMs <= untilMs) {
      nowMs = dueMs;
      step({ type: "timer" });
    }
    nowMs = untilMs;
  }
  return reason;
}

const table: readonly { when: string; script: readonly (EndInput | number)[]; reason: EndReason | "undecided" }[] = [
  { when: "the end comes with a stop", script: [started, ended, 90, stopped, 410], reason: "stopped" },
  { when: "the stop comes first", script: [started, stopped, 90, ended, 500], reason: "stopped" },
  { when: "0.5 s have not passed", script: [started, stopped, ended, 499], reason: "undecided" },
  { when: "the stop was long before", script: [started, stopped, 151, ended, 500], reason: "undecided" },
  { when: "the stop was taken back", script: [started, stopped, playing, ended, 500], reason: "undecided" },
  {
    when: "an announcement follows the stop",
    script: [started, ended, stopped, 400, started, 5_000],
    reason: "undecided",
  },
  { when: "a skip follows", script: [started, ended, 1, started, 5_000], reason: "undecided" },
  { when: "nothing follows", script: [started, ended, 1_500], reason: "natural" },
  { when: "a stop follows late", script: [started, ended, 600, stopped, 0], reason: "stopped" },
  { when: "every frame was due", script: [started, stopped, endedDue], reason: "natural" },
  { when: "the stream was produced to the end", script: [started, stopped, playedOut], reason: "natural" },
  { when: "the connection is lost for good", script: [started, lost, 10_000], reason: "lost" },
  { when: "it is lost while the end is undecided", script: [started, ended, lost, 10_000], reason: "lost" },
  {
    when: "it comes back and the stream with it",
    script: [started, lost, 3_000, started, 20_000],
    reason: "undecided",
  },
  { when: "it comes back without a stream", script: [started, lost, 3_000, stopped], reason: "stopped" },
  { when: "nothing ever streamed", script: [lost, ended, stopped, 20_000], reason: "undecided" },
];

describe("why a stream ended", () => {
  it.each(table)("when $when: $reason", ({ script, reason }) => {
    expect(play(script) ?? "undecided").toBe(reason);
  });
});
