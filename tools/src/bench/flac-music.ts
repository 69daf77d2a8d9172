import { flacCrc8 } from "@ma-alexa/protocol/sendspin";

/** What a server of aiosendspin sends (Sendspin reference 1.6). */
export const FLAC_BLOCK_SAMPLES = 4_608;
export const FLAC_HEADER = "ZkxhQ4AAACISABIAAAAAAEpYC7gC8AAAAAAAAAAAAAAAAAAAAAAAAAAA";

/** 4608 samples, 48 kHz; left and right by themselves, 16 bits. */
const HEAD = [0xff, 0xf8, 0x5a, 0x18];
const VERBATIM = 0x02;
const CONSTANT = 0x00;
/** The head with number and checksum; left as it is; a subframe's head and one value for the silent right; the checksum. */
export const FLAC_FRAME_BYTES = HEAD.length + 2 + 1 + FLAC_BLOCK_SAMPLES * 2 + 3 + 2;

/**
 * Frames of FLAC with the left channel of `pcm` (16-bit stereo at 48 kHz) unpacked and the right one silent: at 0.77 Mbit/s as long as
 * those of real music, made without an encoder. At most 128 of them.
 */
export function flacFrames(pcm: Uint8Array): readonly Uint8Array[] {
  const samples = new DataView(pcm.buffer, pcm.byteOffset, pcm.byteLength);
  const count = Math.min(128, Math.floor(pcm.byteLength / 4 / FLAC_BLOCK_SAMPLES));
  return Array.from({ length: count }, (_, number) => frame(samples, number));
}

function frame(samples: DataView, number: number): Uint8Array {
  const bytes = Buffer.alloc(FLAC_FRAME_BYTES);
  let at = Buffer.from([...HEAD, number]).copy(bytes);
  at = bytes.writeUInt8(flacCrc8(bytes.subarray(0, at)), at);
  at = bytes.writeUInt8(VERBATIM, at);
  for (let index = 0; index < FLAC_BLOCK_SAMPLES; index++)
    at = bytes.writeInt16BE(samples.getInt16((number * FLAC_BLOCK_SAMPLES + index) * 4, true), at);
  at = bytes.writeUInt8(CONSTANT, at);
  at = bytes.writeInt16BE(0, at);
  bytes.writeUInt16BE(crc16(bytes.subarray(0, at)), at);
  return bytes;
}

function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x8005 : 0)) & 0xffff;
  }
  return crc;
}
