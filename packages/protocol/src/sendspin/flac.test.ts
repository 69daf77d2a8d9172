import { expect, it } from "vitest";
import { decodeFlacHeader, flacFrameNumber, flacSamples, readFlacHeader } from "./flac.js";

/** As aiosendspin 6.1.1 sends it (recording `aiosendspin-6.1.1-plaintext-flac.jsonl`, line 41). */
const HEADER = "ZkxhQ4AAACISABIAAAAAAEpYC7gC8AAAAAAAAAAAAAAAAAAAAAAAAAAA";
/** The heads of the first two frames of that recording, each with three bytes of its body. */
const FIRST = Buffer.from("fff85a8800374c0000", "hex");
const SECOND = Buffer.from("fff85a8801304cdb7c", "hex");

it("reads the parameters that all frames of a stream have in common", () => {
  const parameters = readFlacHeader(decodeFlacHeader(HEADER));
  expect(parameters).toEqual({ blockSamples: 4_608, sampleRateHz: 48_000, channels: 2, bitDepth: 16 });
});

it.each([
  { header: "", is: "nothing" },
  { header: "UklGRiQAAABXQVZF", is: "another format" },
  { header: Buffer.alloc(42, "fLaC\0").toString("base64").slice(0, 8), is: "cut short" },
  { header: Buffer.concat([Buffer.from("fLaC"), Buffer.alloc(38)]).toString("base64"), is: "without a sample rate" },
])("refuses a header that is $is", ({ header }) => {
  expect(() => decodeFlacHeader(header)).toThrow("A FLAC header cannot be read");
});

it("counts the samples of a chunk of one frame", () => {
  expect(flacSamples(FIRST)).toBe(4_608);
  expect([flacFrameNumber(FIRST), flacFrameNumber(SECOND)]).toEqual([0, 1]);
});

it("counts the samples of a chunk of several frames", () => {
  expect(flacSamples(Buffer.concat([FIRST, SECOND]))).toBe(9_216);
});

it("does not take what looks like a frame for one", () => {
  const wrongSum = Buffer.from("fff85a8801314cdb7c", "hex");
  expect(flacSamples(Buffer.concat([FIRST, wrongSum]))).toBe(4_608);
  expect(flacSamples(Buffer.concat([FIRST, FIRST]))).toBe(4_608);
  expect(flacSamples(Buffer.from("0102030405060708", "hex"))).toBe(0);
  expect(flacSamples(new Uint8Array(0))).toBe(0);
});

it("understands sizes and numbers of more bytes", () => {
  // 2 000 samples in 16 bits, number 200 in two bytes.
  const head = Buffer.from("fff87a88c38807cf", "hex");
  const crc = Buffer.from([crcOf(head)]);
  const frame = Buffer.concat([head, crc, Buffer.alloc(3)]);
  expect([flacFrameNumber(frame), flacSamples(frame)]).toEqual([200, 2_000]);
});

/** Bit by bit, as the format's description has it. */
function crcOf(bytes: Uint8Array): number {
  return bytes.reduce((crc, byte) => {
    let value = crc ^ byte;
    for (let bit = 0; bit < 8; bit++) value = value & 0x80 ? ((value << 1) ^ 0x07) & 0xff : (value << 1) & 0xff;
    return value;
  }, 0);
}
