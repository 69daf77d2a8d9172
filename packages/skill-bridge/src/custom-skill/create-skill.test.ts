import { expect, it } from "vitest";
import { SkillBench } from "../testing/skill-bench.js";

it.each(["CanFulfillIntentRequest", "Alexa.Presentation.APL.UserEvent", "AudioPlayer.SomethingNew"])(
  "answers %s, which it does not know, with nothing",
  (type) => {
    expect(new SkillBench().ask({ type })).toEqual({});
  },
);

it("notes the kind of every request at debug, and nothing of who sent it", () => {
  const bench = new SkillBench().playing();
  expect(bench.lines[0]).toMatchObject({ level: "debug", message: "« LaunchRequest" });
  expect(JSON.stringify(bench.lines)).not.toContain("device-kitchen");
});
