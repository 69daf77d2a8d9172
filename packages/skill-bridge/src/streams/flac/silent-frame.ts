import { flacCrc8, type FlacParameters } from "@ma-alexa/protocol/sendspin";

/** Fixed block size, which stands in 16 bits after the number. */
const SYNC = 0xfff8;
const SIZE_IN_16_BITS = 0x7;
/** A subframe that is one value, without wasted bits. */
const CONSTANT_SUBFRAME = 0x00;
/** Codes of sample rates (RFC 9639, 9.1.2); 0 means that of the header. */
const RATE_CODES: Readonly<Record<number, number>> = { 44_100: 9, 48_000: 10, 88_200: 1, 96_000: 11, 192_000: 3 };
/** Codes of bit depths (RFC 9639, 9.1.4); 0 means that of the header. */
const DEPTH_CODES: Readonly<Record<number, number>> = { 8: 1, 12: 2, 16: 4, 20: 5, 24: 6, 32: 7 };
const BITS = 8;

/** One frame of FLAC silence as long as every other of the stream, with this number (RFC 9639, section 9). */
export function silentFrame(parameters: FlacParameters, number: number): Uint8Array {
  const { blockSamples, sampleRateHz, channels, bitDepth } = parameters;
  const head = [
    SYNC >> BITS,
    SYNC & 0xff,
    (SIZE_IN_16_BITS << 4) | (RATE_CODES[sampleRateHz] ?? 0),
    ((channels - 1) << 4) | ((DEPTH_CODES[bitDepth] ?? 0) << 1),
    ...codedNumber(number),
    ((blockSamples - 1) >> BITS) & 0xff,
    (blockSamples - 1) & 0xff,
  ];
  const frame = [...head, flacCrc8(Uint8Array.from(head)), ...silentBody(channels, bitDepth)];
  const crc = crc16(frame);
  return Uint8Array.from([...frame, crc >> BITS, crc & 0xff]);
}

/** For every channel the subframe's head and one value, 0, packed to whole bytes at the end. */
function silentBody(channels: number, bitDepth: number): number[] {
  return Array.from({ length: Math.ceil((channels * (BITS + bitDepth)) / BITS) }, () => CONSTANT_SUBFRAME);
}

/** As UTF-8, but up to 31 bits, which is what a frame number may have. */
function codedNumber(number: number): number[] {
  if (number < 0x80) return [number];
  const tail: number[] = [];
  let rest = number;
  // Beside the marks of the length, the first byte has room for one bit less with every byte that follows.
  while (tail.length === 0 || rest >= 0x40 >> tail.length) {
    tail.unshift(0x80 | (rest & 0x3f));
    rest = Math.floor(rest / 64);
  }
  return [((0xff00 >> (tail.length + 1)) & 0xff) | rest, ...tail];
}

/** The checksum at a frame's end: polynomial x¹⁶ + x¹⁵ + x² + 1. */
function crc16(bytes: readonly number[]): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << BITS;
    for (let bit = 0; bit < BITS; bit++) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x8005 : 0)) & 0xffff;
  }
  return crc;
}
