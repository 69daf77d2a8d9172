import type { Coding } from "./coding.js";

/** `codec_header` of 48/16/2 as every recorded server sends it: blocks of 4608 samples (recordings, README). */
const HEADER = Uint8Array.from(Buffer.from("ZkxhQ4AAACISABIAAAAAAEpYC7gC8AAAAAAAAAAAAAAAAAAAAAAAAAAA", "base64"));
const BLOCK_FRAMES = 4_608;
const BYTES_PER_FRAME = 4;
/** Sync, fixed block size (RFC 9639, 9.1). */
const SYNC = [0xff, 0xf8];
/** The block size stands in 16 bits after the number; 48 kHz (9.1.1, 9.1.2). */
const SIZE_AND_RATE = 0x7a;
/** Left and right on their own, 16 bit (9.1.3, 9.1.4). */
const CHANNELS_AND_DEPTH = 0x18;
/** A subframe that is its samples as they are (9.2.1). */
const VERBATIM = 0x02;

/** FLAC whose frames hold their samples as they are: any decoder gives back exactly what was put in. Numbers begin at 0. */
export function flacCoding(): Coding {
  let number = 0;
  return {
    codec: "flac",
    header: HEADER,
    chunkFrames: BLOCK_FRAMES,
    encode: (pcm) => frame(number++, pcm),
  };
}

function frame(number: number, pcm: Uint8Array): Uint8Array {
  const frames = pcm.byteLength / BYTES_PER_FRAME;
  const size = [((frames - 1) >> 8) & 0xff, (frames - 1) & 0xff];
  const head = Uint8Array.from([...SYNC, SIZE_AND_RATE, CHANNELS_AND_DEPTH, ...coded(number), ...size]);
  const body = head.length + 1;
  const bytes = new Uint8Array(body + 2 * (1 + frames * 2) + 2);
  bytes.set(head);
  bytes[head.length] = crc(head, 8, 0x07);
  for (const channel of [0, 1]) writeSubframe(bytes, body + channel * (1 + frames * 2), pcm, channel);
  const sum = crc(bytes.subarray(0, -2), 16, 0x8005);
  bytes.set([sum >> 8, sum & 0xff], bytes.length - 2);
  return bytes;
}

/** Samples of one channel, the high byte first; PCM has the low byte first. */
function writeSubframe(bytes: Uint8Array, at: number, pcm: Uint8Array, channel: number): void {
  bytes[at] = VERBATIM;
  for (let from = channel * 2, to = at + 1; from < pcm.length; from += BYTES_PER_FRAME, to += 2) {
    bytes[to] = pcm[from + 1] ?? 0;
    bytes[to + 1] = pcm[from] ?? 0;
  }
}

/** As UTF-8 up to 16 bits (9.1.5): an hour and three quarters of frames. */
function coded(number: number): number[] {
  if (number < 0x80) return [number];
  if (number < 0x800) return [0xc0 | (number >> 6), 0x80 | (number & 0x3f)];
  return [0xe0 | (number >> 12), 0x80 | ((number >> 6) & 0x3f), 0x80 | (number & 0x3f)];
}

function crc(bytes: Uint8Array, width: 8 | 16, polynomial: number): number {
  const top = 1 << (width - 1);
  const mask = 2 * top - 1;
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << (width - 8);
    for (let bit = 0; bit < 8; bit++) sum = ((sum << 1) ^ (sum & top ? polynomial : 0)) & mask;
  }
  return sum;
}
