import { flacFrameNumber, flacSamples, readFlacHeader } from "@ma-alexa/protocol/sendspin";
import { FLACDecoder } from "@wasm-audio-decoders/flac";
import { expect, it } from "vitest";
import { flacCodec } from "./flac-codec.js";

/** As aiosendspin 6.1.1 sends it (recording `aiosendspin-6.1.1-plaintext-flac.jsonl`). */
const HEADER = Uint8Array.from(Buffer.from("ZkxhQ4AAACISABIAAAAAAEpYC7gC8AAAAAAAAAAAAAAAAAAAAAAAAAAA", "base64"));

it("is silence of 96 ms that a decoder takes for a frame of the stream", async () => {
  const codec = flacCodec(HEADER);
  const first = codec.silence(undefined);
  const second = codec.silence(first);
  const decoder = new FLACDecoder();
  await decoder.ready;
  const { channelData, samplesDecoded, errors } = await decoder.decodeFile(Buffer.concat([HEADER, first, second]));
  decoder.free();
  expect(errors).toEqual([]);
  expect(samplesDecoded).toBe(2 * 4_608);
  expect(channelData.every((samples) => samples.every((sample) => sample === 0))).toBe(true);
  expect(codec.silenceMs).toBe(96);
});

it.each([0, 1, 127, 128, 2_047, 2_048, 65_535, 65_536, 2_097_151, 2_097_152])(
  "bears the number after that of the frame before it, %i",
  (number) => {
    const codec = flacCodec(HEADER);
    let frame = codec.silence(undefined);
    if (number > 0) frame = codec.silence(frameNumbered(number - 1));
    expect([flacFrameNumber(frame), flacSamples(frame)]).toEqual([number, 4_608]);
  },
);

it("goes on in a response only under the same header", () => {
  const other = Uint8Array.from(HEADER);
  other[18] = 0x0a;
  expect(flacCodec(HEADER).isSame(flacCodec(Uint8Array.from(HEADER)))).toBe(true);
  expect(readFlacHeader(other).sampleRateHz).not.toBe(48_000);
  expect(flacCodec(HEADER).isSame(flacCodec(other))).toBe(false);
});

/** The head of a frame with this number, written by hand as UTF-8 text would be. */
function frameNumbered(number: number): Uint8Array {
  const coded = number <= 0x10ffff ? Buffer.from(String.fromCodePoint(number), "utf8") : longNumber(number);
  const head = Buffer.concat([Buffer.from("fff85a88", "hex"), coded]);
  const crc = head.reduce((sum, byte) => {
    let value = sum ^ byte;
    for (let bit = 0; bit < 8; bit++) value = value & 0x80 ? ((value << 1) ^ 0x07) & 0xff : (value << 1) & 0xff;
    return value;
  }, 0);
  return Buffer.concat([head, Buffer.from([crc, 0, 0])]);
}

/** Four bytes hold 21 bits; more than Unicode has, but FLAC counts on. */
function longNumber(number: number): Buffer {
  return Buffer.from([
    0xf0 | (number >> 18),
    0x80 | ((number >> 12) & 0x3f),
    0x80 | ((number >> 6) & 0x3f),
    0x80 | (number & 0x3f),
  ]);
}
