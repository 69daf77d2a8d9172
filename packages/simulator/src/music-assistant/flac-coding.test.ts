import { flacFrameNumber, flacSamples, readFlacHeader } from "@ma-alexa/protocol/sendspin";
import { FLACDecoder } from "@wasm-audio-decoders/flac";
import { expect, it } from "vitest";
import { flacCoding } from "./flac-coding.js";
import { createTunes } from "./tunes.js";

/** Of the sound: little-endian stereo. */
function pcm(samples: Int16Array, from: number, frames: number): Uint8Array {
  return new Uint8Array(samples.buffer, from * 4, frames * 4);
}

it("writes frames from which a decoder takes exactly what was put in, a shorter last one too", async () => {
  const samples = createTunes()[0]?.samples() ?? new Int16Array(0);
  const coding = flacCoding();
  const frames = Array.from({ length: 150 }, (_frame, index) => coding.encode(pcm(samples, index * 4_608, 4_608)));
  frames.push(coding.encode(pcm(samples, 150 * 4_608, 1_000)));
  const decoder = new FLACDecoder();
  await decoder.ready;
  const { channelData, errors } = await decoder.decodeFile(Buffer.concat([coding.header ?? Buffer.of(), ...frames]));
  decoder.free();
  expect(errors).toEqual([]);
  const decoded = channelData.map((channel) => Array.from(channel, (sample) => Math.round(sample * 32_767)));
  const given = [0, 1].map((channel) =>
    Array.from({ length: 150 * 4_608 + 1_000 }, (_sample, index) => samples[index * 2 + channel]),
  );
  expect(decoded).toEqual(given);
});

it("numbers frames from 0 and says how long they are, as the recorded servers do", () => {
  const coding = flacCoding();
  const heads = Array.from({ length: 3_000 }, () => coding.encode(new Uint8Array(4_608 * 4)));
  expect([0, 127, 128, 2_047, 2_048, 2_999].map((index) => flacFrameNumber(heads[index] ?? new Uint8Array()))).toEqual([
    0, 127, 128, 2_047, 2_048, 2_999,
  ]);
  expect(flacSamples(heads[2_999] ?? new Uint8Array())).toBe(4_608);
  expect(readFlacHeader(coding.header ?? new Uint8Array()).sampleRateHz).toBe(48_000);
});
