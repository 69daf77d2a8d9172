import { describe, expect, it } from "vitest";
import { TestClock } from "../clock.js";
import { decodeWav } from "../listening/wav.js";
import { Heard } from "./heard.js";

/** A tenth of a second in which every sample is `value`. */
function tenth(value: number): Int16Array {
  return new Int16Array(9_600).fill(value);
}

describe("what was heard", () => {
  it("is the newest sound, as much of it as was asked for", () => {
    const heard = new Heard(new TestClock());
    for (const value of [1, 2, 3]) heard.add(tenth(value));
    const { samples, sampleRate, channels } = heard.last(0.15);
    expect([samples.length, samples[0], samples[4_799], samples[4_800], sampleRate, channels]).toEqual([
      14_400, 2, 2, 3, 48_000, 2,
    ]);
    expect(heard.last(9).samples).toHaveLength(28_800);
    expect(decodeWav(heard.lastAsWav(0.15)).samples).toEqual(samples);
  });

  it("forgets what is older than 120 s", () => {
    const heard = new Heard(new TestClock());
    for (let index = 0; index < 1_300; index++) heard.add(tenth(index));
    const { samples, total } = heard.last(1_000);
    expect([samples.length, samples[0], total]).toEqual([120 * 96_000, 100, 130 * 96_000]);
  });

  it("says when it sounded", () => {
    const clock = new TestClock();
    const heard = new Heard(clock);
    const play = (): void => {
      clock.tick(100);
      heard.add(tenth(1));
    };
    play();
    play();
    heard.fallSilent();
    clock.tick(5_000);
    play();
    expect(heard.stretches).toEqual([
      { fromMs: 1_000, toMs: 1_200 },
      { fromMs: 6_200, toMs: 6_300 },
    ]);
  });
});
