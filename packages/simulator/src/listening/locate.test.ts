import { describe, expect, test } from "vitest";
import { seededRandom } from "../music-assistant/random.js";
import { createTunes } from "../music-assistant/tunes.js";
import { locate } from "./locate.js";
import type { Pcm } from "./pcm.js";

const tunes = createTunes(1);
const sources = tunes.map((tune) => ({ id: tune.id, pcm: pcm(tune.samples()) }));

function pcm(samples: Int16Array | Float32Array): Pcm {
  return { sampleRate: 48_000, channels: 2, samples };
}

/** Milliseconds `fromMs` to `toMs` of a tune. */
function part(id: string, fromMs: number, toMs: number): Int16Array {
  const samples = tunes.find((tune) => tune.id === id)?.samples() ?? new Int16Array();
  return samples.subarray(2 * Math.round(fromMs * 48), 2 * Math.round(toMs * 48));
}

function silence(ms: number): Int16Array {
  return new Int16Array(ms * 96);
}

function heard(...parts: readonly Int16Array[]): Int16Array {
  const all = new Int16Array(parts.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const one of parts) {
    all.set(one, at);
    at += one.length;
  }
  return all;
}

/** What a lossy encoder leaves: quieter, no highs, and noise that follows the loudness of the last milliseconds. */
function likeMp3(samples: Int16Array): Float32Array {
  const random = seededRandom(7);
  const lossy = new Float32Array(samples.length);
  const low = [0, 0];
  let level = 0;
  samples.forEach((sample, index) => {
    const before = low[index % 2] ?? 0;
    const now = before + 0.9 * (sample / 32_768 - before);
    low[index % 2] = now;
    level += 0.002 * (Math.abs(now) - level);
    lossy[index] = 0.7 * now + 0.08 * level * random.between(-1, 1);
  });
  return lossy;
}

test("finds a clean stretch to the sample, without a fault", () => {
  const result = locate(pcm(part("canon-in-d", 1_234.5, 21_234.5)), sources);
  expect(result).toMatchObject({ gaps: [], repeats: [], losses: [], cuts: [], unknown: [], silences: [], coverage: 1 });
  expect(result.segments).toHaveLength(1);
  expect(result.segments[0]).toMatchObject({ heardStartMs: 0, sourceId: "canon-in-d", sourceStartMs: 1_234.5 });
  expect(result.correlation).toBeCloseTo(1, 6);
});

test("finds a lossy and quieter copy with the same offset", () => {
  const result = locate(pcm(likeMp3(part("greensleeves", 5_000, 20_000))), sources);
  expect(result).toMatchObject({ gaps: [], repeats: [], losses: [], unknown: [] });
  expect(result.segments).toEqual([expect.objectContaining({ sourceId: "greensleeves", sourceStartMs: 5_000 })]);
  expect(result.correlation).toBeGreaterThan(0.99);
});

test("locates any 100 ms of every tune", () => {
  const random = seededRandom(3);
  for (const tune of tunes) {
    for (let count = 0; count < 8; count++) {
      const fromMs = Math.round(random.between(0, (tune.frames / 48_000) * 1_000 - 100));
      const [found] = locate(pcm(likeMp3(part(tune.id, fromMs, fromMs + 100))), sources).segments;
      expect(found?.sourceId).toBe(tune.id);
      expect((found?.sourceStartMs ?? 0) - (found?.heardStartMs ?? 0)).toBeCloseTo(fromMs, 1);
    }
  }
});

describe("faults inside a generation", () => {
  test("a hole of 40 ms is a gap", () => {
    const result = locate(
      pcm(likeMp3(heard(part("ode-to-joy", 0, 5_000), silence(40), part("ode-to-joy", 5_000, 9_000)))),
      sources,
    );
    expect(result.gaps).toHaveLength(1);
    expect(result.gaps[0]?.heardStartMs).toBeCloseTo(5_000, -1);
    expect(Math.abs((result.gaps[0]?.lengthMs ?? 0) - 40)).toBeLessThan(3);
    expect(result).toMatchObject({ repeats: [], losses: [] });
  });

  test("40 ms replaced by silence are a gap, and the source goes on in step", () => {
    const result = locate(
      pcm(heard(part("ode-to-joy", 0, 5_000), silence(40), part("ode-to-joy", 5_040, 9_000))),
      sources,
    );
    expect(result.gaps).toEqual([{ heardStartMs: 5_000, lengthMs: 40 }]);
  });

  test("50 ms heard twice are a repeat", () => {
    const result = locate(
      pcm(likeMp3(heard(part("frere-jacques", 2_000, 6_000), part("frere-jacques", 5_950, 9_000)))),
      sources,
    );
    expect(result.repeats).toHaveLength(1);
    expect(result.repeats[0]?.lengthMs).toBeCloseTo(50, 3);
    expect(Math.abs((result.repeats[0]?.heardStartMs ?? 0) - 4_000)).toBeLessThan(5);
    expect(result).toMatchObject({ gaps: [], losses: [], cuts: [] });
  });

  test("50 ms left out are a loss", () => {
    const result = locate(
      pcm(likeMp3(heard(part("amazing-grace", 2_000, 6_000), part("amazing-grace", 6_050, 9_000)))),
      sources,
    );
    expect(result.losses).toHaveLength(1);
    expect(result.losses[0]?.lengthMs).toBeCloseTo(50, 3);
    expect(result).toMatchObject({ gaps: [], repeats: [], cuts: [] });
  });

  test("sound of another origin is unknown and a gap", () => {
    const random = seededRandom(5);
    const hiss = Int16Array.from({ length: 300 * 96 }, () => random.between(-3_000, 3_000));
    const result = locate(pcm(heard(part("canon-in-d", 0, 4_000), hiss, part("canon-in-d", 4_000, 8_000))), sources);
    expect(result.gaps).toHaveLength(1);
    expect(Math.abs((result.unknown[0]?.lengthMs ?? 0) - 300)).toBeLessThan(10);
    expect(result.coverage).toBeLessThan(0.97);
  });

  test("less than 30 ms are not counted", () => {
    const result = locate(
      pcm(heard(part("ode-to-joy", 0, 5_000), silence(20), part("ode-to-joy", 5_000, 9_000))),
      sources,
    );
    expect(result).toMatchObject({ gaps: [], repeats: [], losses: [] });
  });
});

describe("changes of place", () => {
  test("a skip where one was expected is a cut and no fault", () => {
    const sound = heard(part("ode-to-joy", 3_000, 8_000), part("greensleeves", 0, 4_000));
    const { cuts, gaps } = locate(pcm(sound), sources, { expectedCuts: [{ fromMs: 4_900, toMs: 5_100 }] });
    expect(gaps).toEqual([]);
    expect(cuts).toEqual([
      {
        heardMs: 5_000,
        betweenMs: 0,
        from: { sourceId: "ode-to-joy", sourceMs: 8_000 },
        to: { sourceId: "greensleeves", sourceMs: 0 },
        kind: "expected",
      },
    ]);
  });

  test("a skip nobody expected is an unexpected cut", () => {
    const sound = heard(part("ode-to-joy", 3_000, 8_000), part("greensleeves", 0, 4_000));
    expect(locate(pcm(sound), sources).cuts).toEqual([expect.objectContaining({ kind: "unexpected" })]);
  });

  test("a pause and a seek back are wanted jumps, a stutter is not", () => {
    const sound = heard(
      part("ode-to-joy", 10_000, 13_000),
      silence(2_000),
      part("ode-to-joy", 2_000, 5_000),
      part("ode-to-joy", 4_900, 8_000),
    );
    const result = locate(pcm(sound), sources, { expectedCuts: "jumps" });
    expect(result.cuts).toEqual([expect.objectContaining({ kind: "expected", betweenMs: 2_000 })]);
    expect(result.repeats).toEqual([{ heardStartMs: 8_000, lengthMs: 100 }]);
    expect(result.silences).toEqual([{ heardStartMs: 3_000, lengthMs: 2_000 }]);
  });

  test("the end of one tune and the beginning of the next are a natural change", () => {
    const sound = heard(part("ode-to-joy", 30_000, 34_437), part("twinkle-twinkle", 0, 3_000));
    const result = locate(pcm(sound), sources);
    expect(result.cuts).toEqual([expect.objectContaining({ kind: "natural", betweenMs: 0 })]);
    expect(result).toMatchObject({ gaps: [], repeats: [], losses: [] });
  });

  test("a hole in a natural change is a gap", () => {
    const sound = heard(part("ode-to-joy", 30_000, 34_437), silence(80), part("twinkle-twinkle", 0, 3_000));
    expect(Math.abs((locate(pcm(sound), sources).gaps[0]?.lengthMs ?? 0) - 80)).toBeLessThan(6);
  });
});

test("nothing heard is nothing found", () => {
  expect(locate(pcm(silence(1_000)), sources)).toMatchObject({
    segments: [],
    unknown: [],
    coverage: 1,
    correlation: 0,
  });
  expect(locate(pcm(new Int16Array()), sources)).toMatchObject({ segments: [], silences: [] });
});

test("refuses another sample rate with the remedy", () => {
  expect(() => locate({ sampleRate: 44_100, channels: 2, samples: silence(10) }, sources)).toThrow("give 48000 Hz");
});
