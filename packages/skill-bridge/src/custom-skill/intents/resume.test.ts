import { expect, it } from "vitest";
import { playOf, SkillBench, spoken } from "../../testing/skill-bench.js";

it("fetches the stream as it runs while Music Assistant plays", () => {
  const bench = new SkillBench().playing();
  expect(bench.say("AMAZON.ResumeIntent").directives).toEqual(playOf("play-2"));
  expect(bench.told).toEqual(["kitchen was answered play-2"]);
});

it("makes a silent Music Assistant go on and waits for it", () => {
  const bench = new SkillBench();
  bench.view = { name: "Kitchen", streaming: false, generation: 3 };
  expect(bench.say("AMAZON.ResumeIntent").directives).toEqual(playOf("play-1", 3));
  expect(bench.told).toEqual(["kitchen was answered play-1", "kitchen wishes play"]);
});

it("tells an Echo that nobody knows what to do", () => {
  expect(spoken(new SkillBench().say("AMAZON.ResumeIntent", { deviceId: "stranger" }))).toContain("press play");
});

it("says when the player is gone", () => {
  const bench = new SkillBench();
  bench.view = undefined;
  expect(spoken(bench.say("AMAZON.ResumeIntent"))).toContain("not a player");
});
