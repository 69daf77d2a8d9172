import { expect, it } from "vitest";
import { SkillBench } from "../../testing/skill-bench.js";

it.each(["AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent"])(
  "%s stops the Echo and Music Assistant",
  (intent) => {
    const bench = new SkillBench().playing();
    expect(bench.say(intent)).toEqual({ directives: [{ type: "AudioPlayer.Stop" }], shouldEndSession: true });
    expect(bench.told).toEqual(["kitchen wishes stop"]);
  },
);

it("leaves the Play current, so that the Echo's own word that it stopped is heard", () => {
  const bench = new SkillBench().playing();
  bench.say("AMAZON.StopIntent");
  bench.event("PlaybackStopped", "play-1");
  expect(bench.told).toContain("kitchen's stream is stopped");
});
