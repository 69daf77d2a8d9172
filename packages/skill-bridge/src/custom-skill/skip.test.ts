import { describe, expect, it } from "vitest";
import { playOf, SkillBench, spoken } from "../testing/skill-bench.js";

describe.each([
  ["AMAZON.NextIntent", "next"],
  ["AMAZON.PreviousIntent", "previous"],
  ["AMAZON.StartOverIntent", "startOver"],
])("%s", (intent, wish) => {
  it("drops what the Echo holds and fetches what is newer than what sounds", () => {
    const bench = new SkillBench().playing();
    expect(bench.say(intent, { token: "play-1" })).toEqual({ directives: playOf("play-2", 7), shouldEndSession: true });
    expect(bench.told).toEqual(["kitchen was answered play-2", `kitchen wishes ${wish}`]);
  });

  it("is passed on without a directive while Music Assistant is silent", () => {
    const bench = new SkillBench().playing();
    bench.view = { name: "Kitchen", streaming: false, generation: 7 };
    expect(bench.say(intent)).toEqual({ shouldEndSession: true });
    expect(bench.told).toEqual([`kitchen wishes ${wish}`]);
  });

  it.each([
    ["played something older of ours", "play-0"],
    ["has finished", undefined],
  ])("is passed on without a directive when the Echo %s", (_what, token) => {
    const bench = new SkillBench().playing();
    if (token === undefined) bench.event("PlaybackFinished", "play-1");
    expect(bench.say(intent, token === undefined ? {} : { token })).toEqual({ shouldEndSession: true });
    expect(bench.told).toContain(`kitchen wishes ${wish}`);
  });

  it("tells an Echo that nobody knows what to do", () => {
    expect(spoken(new SkillBench().say(intent, { deviceId: "stranger" }))).toContain("press play");
  });
});
