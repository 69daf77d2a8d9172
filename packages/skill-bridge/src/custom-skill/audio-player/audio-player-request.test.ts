import { describe, expect, it } from "vitest";
import { SkillBench } from "../../testing/skill-bench.js";

describe.each([
  ["PlaybackStarted", "started"],
  ["PlaybackStopped", "stopped"],
  ["PlaybackFinished", "finished"],
  ["PlaybackNearlyFinished", "nearlyFinished"],
])("%s", (event, kind) => {
  it("is told as a fact with its place, never as a wish, and answered with nothing", () => {
    const bench = new SkillBench().playing();
    expect(bench.event(event, "play-1", 4_200)).toEqual({});
    const fact = JSON.stringify({ kind, playId: "play-1", offsetMs: 4_200 });
    expect(bench.told).toEqual([`kitchen's stream is ${kind}`, `kitchen is ${fact}`]);
  });

  it("of a Play that is not current is ignored", () => {
    const bench = new SkillBench().playing();
    bench.say("AMAZON.ResumeIntent");
    bench.told.length = 0;
    expect(bench.event(event, "play-1")).toEqual({});
    expect(bench.told).toEqual([]);
  });
});

it("a stop is followed by a start when it was only a question", () => {
  const bench = new SkillBench().playing();
  bench.event("PlaybackStopped", "play-1");
  bench.event("PlaybackStarted", "play-1");
  expect(bench.told).toContain("kitchen's stream is started");
});

it("nothing is heard of a Play after it has finished", () => {
  const bench = new SkillBench().playing();
  bench.event("PlaybackFinished", "play-1");
  bench.told.length = 0;
  bench.event("PlaybackStopped", "play-1");
  expect(bench.told).toEqual([]);
});
