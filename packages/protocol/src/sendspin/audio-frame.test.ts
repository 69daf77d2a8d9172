import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WireError } from "../wire.js";
import { decodeAudioFrame, encodeAudioFrame } from "./audio-frame.js";

const ENCODED = Uint8Array.of(4, 0, 0, 0, 0, 0x69, 0x45, 0x7c, 0x23, 0xff, 0xf8);
const DECODED = { timestampUs: 1_766_161_443, payload: Uint8Array.of(0xff, 0xf8) };

describe("an audio frame", () => {
  it("reads and writes the same bytes", () => {
    expect(decodeAudioFrame(ENCODED)).toEqual(DECODED);
    expect(encodeAudioFrame(DECODED.timestampUs, DECODED.payload)).toEqual(ENCODED);
  });

  it("survives the way there and back, also at an offset inside a larger buffer", () => {
    const timestamp = fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(timestamp, fc.uint8Array(), fc.nat(16), (timestampUs, payload, offset) => {
        const frame = encodeAudioFrame(timestampUs, payload);
        const larger = new Uint8Array(offset + frame.length);
        larger.set(frame, offset);
        expect(decodeAudioFrame(larger.subarray(offset))).toEqual({ timestampUs, payload });
      }),
    );
  });

  it.each([[Uint8Array.of()], [Uint8Array.of(8, 0, 0)], [Uint8Array.of(16, ...ENCODED)]])(
    "is not what a frame of another kind is",
    (bytes) => {
      expect(decodeAudioFrame(bytes)).toBeUndefined();
    },
  );

  it("is refused without a whole header", () => {
    expect(() => decodeAudioFrame(ENCODED.subarray(0, 8))).toThrow(WireError);
  });

  it("is refused with a time that a number cannot hold", () => {
    expect(() => decodeAudioFrame(Uint8Array.of(4, 0x7f, 0, 0, 0, 0, 0, 0, 0))).toThrow(WireError);
    expect(() => encodeAudioFrame(0.5, DECODED.payload)).toThrow(RangeError);
  });
});
