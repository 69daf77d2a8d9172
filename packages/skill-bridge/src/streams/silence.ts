import type { EncoderPool } from "./mp3/encoder-pool.js";
import { FRAME_SAMPLES, frameBytes, PCM_SAMPLE_BYTES, type BitrateKbps } from "./mp3/format.js";

/** A fresh encoder's first frames still ring from its start; a later one of pure silence joins anything. */
const SETTLED_FRAME = 4;
const FED_FRAMES = 12;

/**
 * One frame of encoded silence at this bit rate. Silence needs no bits of earlier frames, so that it may be repeated and
 * put between any two others.
 */
export function encodeSilence(pool: EncoderPool, bitrateKbps: BitrateKbps): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    let bytes = new Uint8Array(0);
    const encoding = pool.open(bitrateKbps, {
      frames: (more, last) => {
        bytes = Buffer.concat([bytes, more]);
        const size = frameBytes(bitrateKbps);
        if (last) resolve(bytes.slice(SETTLED_FRAME * size, (SETTLED_FRAME + 1) * size));
      },
      lost: () => {
        reject(new Error("The encoder thread died while silence was encoded"));
      },
    });
    encoding.encode(new Uint8Array(FED_FRAMES * FRAME_SAMPLES * PCM_SAMPLE_BYTES));
    encoding.finish();
  });
}

/** MPEG-1 layer III, stereo: header, then the side information that says what is in the body. */
const HEADER_BYTES = 4;
const SIDE_INFORMATION_BYTES = 32;

/**
 * The frame that must stand before `frame` wherever it does not follow `before`, the one it was encoded after: inaudible,
 * but with the bits that `frame` borrows from its predecessor (the bit reservoir). Without it the decoder would make noise
 * of foreign bits. Undefined when nothing is borrowed. One suffices: a body is longer than what may be borrowed (511 bytes).
 */
export function primer(before: Uint8Array | undefined, frame: Uint8Array): Uint8Array | undefined {
  const borrowedBytes = ((frame[HEADER_BYTES] ?? 0) << 1) | ((frame[HEADER_BYTES + 1] ?? 0) >> 7);
  if (before === undefined || borrowedBytes === 0) return undefined;
  return Uint8Array.from(before).fill(0, HEADER_BYTES, HEADER_BYTES + SIDE_INFORMATION_BYTES);
}
