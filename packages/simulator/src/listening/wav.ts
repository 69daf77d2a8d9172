import { ListeningError } from "./listening-error.js";
import type { Pcm } from "./pcm.js";

const HEADER_BYTES = 44;
const PCM_FORMAT = 1;

/** A WAV file of 16-bit PCM; floats are clipped to −1…1. */
export function encodeWav(pcm: Pcm): Uint8Array {
  const samples = pcm.samples instanceof Int16Array ? pcm.samples : toInt16(pcm.samples);
  const dataBytes = samples.length * 2;
  const bytes = new Uint8Array(HEADER_BYTES + dataBytes);
  const view = new DataView(bytes.buffer);
  const frameBytes = pcm.channels * 2;
  write(bytes, 0, "RIFF");
  view.setUint32(4, HEADER_BYTES - 8 + dataBytes, true);
  write(bytes, 8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM_FORMAT, true);
  view.setUint16(22, pcm.channels, true);
  view.setUint32(24, pcm.sampleRate, true);
  view.setUint32(28, pcm.sampleRate * frameBytes, true);
  view.setUint16(32, frameBytes, true);
  view.setUint16(34, 16, true);
  write(bytes, 36, "data");
  view.setUint32(40, dataBytes, true);
  samples.forEach((sample, index) => {
    view.setInt16(HEADER_BYTES + 2 * index, sample, true);
  });
  return bytes;
}

/** Reads a WAV file of 16-bit PCM, chunks in any order; throws {@link ListeningError} for anything else. */
export function decodeWav(bytes: Uint8Array): Pcm & { readonly samples: Int16Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || word(bytes, 0) !== "RIFF" || word(bytes, 8) !== "WAVE") throw notWav();
  let format: { channels: number; sampleRate: number } | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (word(bytes, at) === "fmt ") format = readFormat(view, body);
    if (word(bytes, at) === "data" && format !== undefined)
      return { ...format, samples: readSamples(view, body, size) };
    at = body + size + (size % 2);
  }
  throw notWav();
}

function readFormat(view: DataView, at: number): { channels: number; sampleRate: number } {
  if (at + 16 > view.byteLength || view.getUint16(at, true) !== PCM_FORMAT || view.getUint16(at + 14, true) !== 16)
    throw notWav();
  return { channels: view.getUint16(at + 2, true), sampleRate: view.getUint32(at + 4, true) };
}

function readSamples(view: DataView, at: number, size: number): Int16Array {
  const available = Math.min(size, view.byteLength - at);
  return Int16Array.from({ length: Math.floor(available / 2) }, (_, index) => view.getInt16(at + 2 * index, true));
}

function toInt16(samples: Float32Array): Int16Array {
  return Int16Array.from(samples, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32_767));
}

function write(bytes: Uint8Array, at: number, text: string): void {
  bytes.set(Buffer.from(text, "latin1"), at);
}

function word(bytes: Uint8Array, at: number): string {
  return Buffer.from(bytes.subarray(at, at + 4)).toString("latin1");
}

function notWav(): ListeningError {
  return new ListeningError("NOT_A_WAV", "The sound is not a WAV file of 16-bit PCM: encode it as one");
}
