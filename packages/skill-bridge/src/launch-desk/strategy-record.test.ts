import { TestClock } from "@ma-alexa/simulator";
import { expect, it } from "vitest";
import type { LaunchStrategy } from "../ports.js";
import { MemoryStore } from "../testing/memory-store.js";
import { recordingLogger } from "../testing/recording-logger.js";
import { StrategyRecord } from "./strategy-record.js";

function open(store = new MemoryStore(), clock = new TestClock()) {
  const record = new StrategyRecord({ store, clock, logger: recordingLogger() });
  const fails = (strategy: LaunchStrategy, times: number) => {
    for (let time = 0; time < times; time += 1) record.note("kitchen", strategy, "unanswered");
  };
  return { record, store, clock, fails };
}

it("tries the skill first, then the phrase", () => {
  const { record } = open();
  expect(record.plan("kitchen")).toEqual(["skill", "phrase"]);
  expect(record.capabilities("kitchen")).toEqual({
    skill: { verdict: "untried" },
    phrase: { verdict: "untried" },
    "hand-off": { verdict: "untried" },
  });
});

it("tries first what worked last on that Echo", () => {
  const { record } = open();
  record.note("kitchen", "phrase", "worked");
  expect(record.plan("kitchen")).toEqual(["phrase", "skill"]);
  expect(record.plan("bedroom")).toEqual(["skill", "phrase"]);
});

it("skips what failed three times, and probes it once a day", () => {
  const { record, clock, fails } = open();
  fails("skill", 2);
  expect(record.plan("kitchen")).toEqual(["skill", "phrase"]);
  fails("skill", 1);
  expect(record.plan("kitchen")).toEqual(["phrase"]);
  expect(record.capabilities("kitchen").skill.verdict).toBe("skipped");
  clock.tick(24 * 3_600_000);
  expect(record.plan("kitchen")).toEqual(["skill", "phrase"]);
  fails("skill", 1);
  expect(record.plan("kitchen")).toEqual(["phrase"]);
});

it("tries everything when everything keeps failing", () => {
  const { record, fails } = open();
  fails("skill", 3);
  fails("phrase", 3);
  expect(record.plan("kitchen")).toEqual(["skill", "phrase"]);
});

it("remembers over a restart", async () => {
  const { record, store } = open();
  record.note("kitchen", "phrase", "worked");
  await record.settled();
  const next = open(store).record;
  await next.load();
  expect(next.plan("kitchen")).toEqual(["phrase", "skill"]);
});
