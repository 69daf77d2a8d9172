/** Chapter "Codecs" of Sendspin: FLAC as servers send it, a header of 42 bytes and whole frames (Sendspin reference 1.6). Both ways. */
import { WireError } from "../wire.js";

/** What the frames of one stream have in common. */
export interface FlacParameters {
  /** Samples per channel in every frame but the last. */
  readonly blockSamples: number;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly bitDepth: number;
}

/** `fLaC`, the head of the one metadata block, STREAMINFO. */
const HEADER_BYTES = 42;
const STREAMINFO_AT = 8;
const MAGIC = "fLaC";
const SYNC_BYTES = 2;
/** Sync code, block size and sample rate, channels and bit depth; then the frame's number. */
const NUMBER_AT = 4;

/** What a `codec_header`, base64 as on the wire, says. Anything but a FLAC header is a `WireError`. */
export function decodeFlacHeader(base64: string): Uint8Array {
  const header = Uint8Array.from(Buffer.from(base64, "base64"));
  readFlacHeader(header);
  return header;
}

/** The parameters in a FLAC header's STREAMINFO. Anything but a FLAC header is a `WireError`. */
export function readFlacHeader(header: Uint8Array): FlacParameters {
  const bytes = Buffer.from(header.buffer, header.byteOffset, header.byteLength);
  if (bytes.length < HEADER_BYTES || bytes.toString("latin1", 0, MAGIC.length) !== MAGIC)
    throw new WireError("WIRE_MALFORMED", "A FLAC header", "", "is none");
  const packed = bytes.readUInt32BE(STREAMINFO_AT + 10);
  const parameters = {
    blockSamples: bytes.readUInt16BE(STREAMINFO_AT + 2),
    sampleRateHz: packed >>> 12,
    channels: ((packed >>> 9) & 7) + 1,
    bitDepth: ((packed >>> 4) & 31) + 1,
  };
  if (parameters.sampleRateHz === 0 || parameters.blockSamples === 0)
    throw new WireError("WIRE_MALFORMED", "A FLAC header", "", "has no sample rate or block size");
  return parameters;
}

/** Samples per channel in the frames of one chunk, which is one frame, or several in rc1; 0 for what is no FLAC frame. */
export function flacSamples(chunk: Uint8Array): number {
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const first = readFrameHead(bytes, 0);
  if (first === undefined) return 0;
  const sync = bytes.subarray(0, SYNC_BYTES);
  let samples = first.samples;
  let number = first.number;
  for (let at = bytes.indexOf(sync, NUMBER_AT); at >= 0; at = bytes.indexOf(sync, at + 1)) {
    const frame = readFrameHead(bytes, at);
    // The same bytes may stand in the music: only the next number, and a checksum that holds, make them a frame.
    if (frame?.number !== number + 1) continue;
    samples += frame.samples;
    number = frame.number;
  }
  return samples;
}

/** The number that a frame bears; undefined for what is no FLAC frame. Numbers may begin again within a stream. */
export function flacFrameNumber(frame: Uint8Array): number | undefined {
  return readFrameHead(Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength), 0)?.number;
}

interface FrameHead {
  readonly number: number;
  readonly samples: number;
}

function readFrameHead(bytes: Buffer, at: number): FrameHead | undefined {
  if (bytes[at] !== 0xff || ((bytes[at + 1] ?? 0) & 0xfe) !== 0xf8) return undefined;
  const coded = readCodedNumber(bytes, at + NUMBER_AT);
  if (coded === undefined) return undefined;
  const sizes = bytes[at + 2] ?? 0;
  const end = coded.end + extraSizeBytes(sizes >> 4) + extraRateBytes(sizes & 15);
  const samples = blockSamples(sizes >> 4, bytes, coded.end);
  if (samples === undefined || end >= bytes.length || flacCrc8(bytes.subarray(at, end)) !== bytes[end])
    return undefined;
  return { number: coded.number, samples };
}

function extraSizeBytes(code: number): number {
  return code === 6 ? 1 : code === 7 ? 2 : 0;
}

function extraRateBytes(code: number): number {
  return code === 12 ? 1 : code === 13 || code === 14 ? 2 : 0;
}

function blockSamples(code: number, bytes: Buffer, after: number): number | undefined {
  if (code === 0) return undefined;
  if (code === 1) return 192;
  if (code <= 5) return 576 << (code - 2);
  if (code === 6) return (bytes[after] ?? 0) + 1;
  if (code === 7) return after + 1 < bytes.length ? bytes.readUInt16BE(after) + 1 : undefined;
  return 256 << (code - 8);
}

/** The checksum at the end of a frame's head: polynomial x⁸ + x² + x + 1. */
export function flacCrc8(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x80 ? 0x07 : 0)) & 0xff;
  }
  return crc;
}

/** As UTF-8, but up to 36 bits. */
function readCodedNumber(bytes: Buffer, at: number): { readonly number: number; readonly end: number } | undefined {
  const lead = bytes[at];
  if (lead === undefined) return undefined;
  if (lead < 0x80) return { number: lead, end: at + 1 };
  const length = Math.clz32(~(lead << 24));
  if (length < 2 || length > 7 || at + length > bytes.length) return undefined;
  let number = lead & (0x7f >> length);
  for (let index = 1; index < length; index++) number = number * 64 + ((bytes[at + index] ?? 0) & 0x3f);
  return { number, end: at + length };
}
