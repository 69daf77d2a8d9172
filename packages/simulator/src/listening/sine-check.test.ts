import { expect, test } from "vitest";
import type { Pcm } from "./pcm.js";
import { sineCheck } from "./sine-check.js";

function sine(
  hertz: number,
  seconds: number,
  edit: (samples: Float32Array) => Float32Array = (samples) => samples,
): Pcm {
  const samples = Float32Array.from(
    { length: seconds * 48_000 },
    (_, frame) => 0.5 * Math.sin((2 * Math.PI * hertz * frame) / 48_000),
  );
  return { sampleRate: 48_000, channels: 1, samples: edit(samples) };
}

test.each([300, 500, 441.7])("a sine of %s Hz is recognised and continuous", (hertz) => {
  const verdict = sineCheck(sine(hertz, 2));
  expect(verdict.isContinuous).toBe(true);
  expect(verdict.frequencyHz).toBeCloseTo(hertz, 1);
  expect(verdict.amplitude).toBeCloseTo(0.5, 2);
});

test("silence before and after does not count", () => {
  const padded = sine(300, 3, (samples) =>
    samples.map((sample, frame) => (frame < 20_000 || frame > 120_000 ? 0 : sample)),
  );
  expect(sineCheck(padded, 300).isContinuous).toBe(true);
});

test("a hole of 40 ms is a gap", () => {
  const holed = sine(500, 2, (samples) =>
    samples.map((sample, frame) => (frame >= 48_000 && frame < 49_920 ? 0 : sample)),
  );
  expect(sineCheck(holed, 500).gaps).toEqual([{ heardStartMs: 1_000, lengthMs: 40 }]);
});

test("31 samples left out are a jump of the phase", () => {
  const cut = sine(500, 2, (samples) =>
    Float32Array.from([...samples.subarray(0, 48_000), ...samples.subarray(48_031)]),
  );
  const verdict = sineCheck(cut, 500);
  expect(verdict.phaseJumps).toHaveLength(1);
  expect(verdict.phaseJumps[0]?.heardMs).toBe(1_000);
  expect(verdict.phaseJumps[0]?.radians).toBeCloseTo((2 * Math.PI * 500 * 31) / 48_000, 1);
});
