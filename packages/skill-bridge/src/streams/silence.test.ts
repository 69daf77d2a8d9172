import { createTunes } from "@ma-alexa/simulator";
import { MPEGDecoder } from "mpg123-decoder";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EncoderPool } from "./mp3/encoder-pool.js";
import { FRAME_SAMPLES, frameBytes, type BitrateKbps } from "./mp3/format.js";
import { encodeSilence, primer } from "./silence.js";
import { quiet } from "./testing/stream-bench.js";

const pool = new EncoderPool(quiet, { size: 1 });
beforeAll(() => {
  pool.start();
});
afterAll(async () => {
  await pool.stop();
});

describe.each([320, 192] as const)("silence at %i kbit/s", (bitrateKbps) => {
  it("is one frame that borrows nothing from the ones before", async () => {
    const frame = await encodeSilence(pool, bitrateKbps);
    expect(frame.byteLength).toBe(frameBytes(bitrateKbps));
    expect(primer(frame, frame)).toBeUndefined();
  });

  it("put between two frames of music is silent, and the music goes on as if it had not been there", async () => {
    const music = await encodedTune(bitrateKbps);
    const silence = await encodeSilence(pool, bitrateKbps);
    const cut = 60;
    const [before, after] = [music[cut - 1] ?? silence, music[cut] ?? silence];
    const joint = primer(before, after);
    const silent = [silence, silence, silence, silence, ...(joint === undefined ? [] : [joint])];
    const straight = await decode(music);
    const broken = await decode([...music.slice(0, cut), ...silent, ...music.slice(cut)]);

    const shift = silent.length * FRAME_SAMPLES;
    expect(peak(broken.subarray((cut + 1) * FRAME_SAMPLES, cut * FRAME_SAMPLES + shift))).toBeLessThan(0.001);
    // The first half frame overlaps with the silence; from its second half on every sample is the same.
    const from = cut * FRAME_SAMPLES + FRAME_SAMPLES / 2 + 481;
    expect(difference(straight.subarray(from), broken.subarray(from + shift))).toBeLessThan(0.001);
    expect(peak(broken)).toBeLessThan(1.3 * peak(straight));
  });
});

async function encodedTune(bitrateKbps: BitrateKbps): Promise<readonly Uint8Array[]> {
  const samples =
    createTunes()[0]
      ?.samples()
      .subarray(0, 2 * 96_000) ?? new Int16Array(0);
  const bytes = await new Promise<Uint8Array>((resolve) => {
    let all = new Uint8Array(0);
    const encoding = pool.open(bitrateKbps, {
      frames: (more, last) => {
        all = Buffer.concat([all, more]);
        if (last) resolve(all);
      },
      lost: () => undefined,
    });
    encoding.encode(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
    encoding.finish();
  });
  const size = frameBytes(bitrateKbps);
  return Array.from({ length: bytes.byteLength / size }, (_, index) => bytes.slice(index * size, (index + 1) * size));
}

async function decode(frames: readonly Uint8Array[]): Promise<Float32Array> {
  const decoder = new MPEGDecoder({ enableGapless: false });
  await decoder.ready;
  const { channelData } = decoder.decode(Buffer.concat(frames));
  decoder.free();
  return channelData[0] ?? new Float32Array(0);
}

function peak(samples: Float32Array): number {
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

function difference(one: Float32Array, other: Float32Array): number {
  return one.reduce((most, sample, index) => Math.max(most, Math.abs(sample - (other[index] ?? 0))), 0);
}
