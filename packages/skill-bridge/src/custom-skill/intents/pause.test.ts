import { expect, it } from "vitest";
import { SkillBench } from "../../testing/skill-bench.js";

it("stops the Echo and tells Music Assistant to keep the place", () => {
  const bench = new SkillBench().playing();
  const answer = bench.say("AMAZON.PauseIntent");
  expect(answer).toEqual({ directives: [{ type: "AudioPlayer.Stop" }], shouldEndSession: true });
  expect(bench.told).toEqual(["kitchen wishes pause"]);
});

it("knows an Echo by the stream it plays when its id is not known", () => {
  const bench = new SkillBench().playing();
  bench.say("AMAZON.PauseIntent", { deviceId: "stranger", token: "play-1" });
  expect(bench.told).toEqual(["kitchen wishes pause"]);
});

it("silences an Echo that nobody knows", () => {
  const bench = new SkillBench();
  expect(bench.say("AMAZON.PauseIntent", { deviceId: "stranger" }).directives).toEqual([{ type: "AudioPlayer.Stop" }]);
  expect(bench.told).toEqual([]);
});
