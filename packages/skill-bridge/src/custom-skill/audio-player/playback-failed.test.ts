import { expect, it } from "vitest";
import { SkillBench } from "../../testing/skill-bench.js";

const failed = (token: string) => ({
  type: "AudioPlayer.PlaybackFailed",
  token,
  error: { type: "MEDIA_ERROR_SERVICE_UNAVAILABLE", message: "https://music.example.com/stream/secret.mp3" },
});

it("is told with the type of the error and answered with nothing", () => {
  const bench = new SkillBench().playing();
  expect(bench.ask(failed("play-1"))).toEqual({});
  const fact = JSON.stringify({ kind: "failed", playId: "play-1", errorType: "MEDIA_ERROR_SERVICE_UNAVAILABLE" });
  expect(bench.told).toEqual(["kitchen's stream is failed", `kitchen is ${fact}`]);
});

it("ends the Play", () => {
  const bench = new SkillBench().playing();
  bench.ask(failed("play-1"));
  bench.told.length = 0;
  bench.event("PlaybackStarted", "play-1");
  expect(bench.told).toEqual([]);
});

it("of a Play that is not current is ignored", () => {
  const bench = new SkillBench().playing();
  bench.ask(failed("play-0"));
  expect(bench.told).toEqual([]);
});

it("does not put Amazon's words into the log", () => {
  const bench = new SkillBench().playing();
  bench.ask(failed("play-1"));
  expect(JSON.stringify(bench.lines)).not.toContain("secret");
});
