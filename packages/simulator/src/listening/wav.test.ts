import { expect, test } from "vitest";
import { decodeWav, encodeWav } from "./wav.js";

test("what is encoded is decoded again", () => {
  const samples = Int16Array.from([0, 1, -1, 32_767, -32_768, 1_234]);
  expect(decodeWav(encodeWav({ sampleRate: 48_000, channels: 2, samples }))).toEqual({
    sampleRate: 48_000,
    channels: 2,
    samples,
  });
});

test("floats are clipped to full scale", () => {
  const samples = Float32Array.from([0, 0.5, 2, -2]);
  expect([...decodeWav(encodeWav({ sampleRate: 8_000, channels: 1, samples })).samples]).toEqual([
    0, 16_384, 32_767, -32_767,
  ]);
});

test("chunks of other kinds are passed over", () => {
  const wav = encodeWav({ sampleRate: 48_000, channels: 1, samples: Int16Array.from([5, 6]) });
  const list = Buffer.from("LIST\u0003\0\0\0abc\0", "latin1");
  const withList = Buffer.concat([wav.subarray(0, 36), list, wav.subarray(36)]);
  expect([...decodeWav(withList).samples]).toEqual([5, 6]);
});

test.each([
  ["empty", ""],
  ["text", "hello, this is no sound at all"],
  ["a header alone", "RIFF\0\0\0\0WAVE"],
])("%s is not a WAV file", (_, text) => {
  expect(() => decodeWav(Buffer.from(text, "latin1"))).toThrow("not a WAV file");
});
