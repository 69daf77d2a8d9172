import { expect, it } from "vitest";
import { playOf, SkillBench } from "../../testing/skill-bench.js";

const press = (bench: SkillBench, button: string, deviceId = "device-kitchen") =>
  bench.ask({ type: `PlaybackController.${button}CommandIssued` }, { deviceId });

it.each([
  ["Next", "next"],
  ["Previous", "previous"],
])("%s passes the wish on and fetches what comes", (button, wish) => {
  const bench = new SkillBench().playing();
  expect(press(bench, button)).toEqual({ directives: playOf("play-2", 7) });
  expect(bench.told).toEqual(["kitchen was answered play-2", `kitchen wishes ${wish}`]);
});

it("Pause is silence at once", () => {
  const bench = new SkillBench().playing();
  expect(press(bench, "Pause")).toEqual({ directives: [{ type: "AudioPlayer.Stop" }] });
  expect(bench.told).toEqual(["kitchen wishes pause"]);
});

it("Play goes on with the stream", () => {
  const bench = new SkillBench().playing();
  expect(press(bench, "Play")).toEqual({ directives: playOf("play-2") });
});

it("never speaks, even where words would help", () => {
  expect(press(new SkillBench(), "Play", "stranger")).toEqual({});
});
