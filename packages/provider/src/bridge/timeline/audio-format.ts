import { WireError } from "@ma-alexa/protocol";
import { decodeFlacHeader, flacSamples, readFlacHeader } from "@ma-alexa/protocol/sendspin";

import type { StreamFormat } from "../../music-assistant/sendspin/events.js";
import type { AudioFormat } from "../neighbours.js";
import type { Frame } from "./held-audio.js";

const SAMPLE_RATE_HZ = 48_000;
const BYTES_PER_SAMPLE = 4;

/** One format of audio and how long its chunks sound. */
export interface ChunkFormat {
  readonly format: AudioFormat;
  /** Microseconds that a chunk sounds; 0 for what is no audio. */
  durationUs(chunk: Uint8Array): number;
}

/** PCM as our players take it: interleaved 16-bit stereo at 48 kHz. */
export const PCM: ChunkFormat = { format: { codec: "pcm" }, durationUs: pcmDurationUs };

/** How long `pcm` sounds, in microseconds: interleaved 16-bit stereo at 48 kHz. */
function pcmDurationUs(pcm: Uint8Array): number {
  return (pcm.byteLength / BYTES_PER_SAMPLE / SAMPLE_RATE_HZ) * 1_000_000;
}

/** What a frame of PCM has from a moment on, whole samples. */
export function cut({ startUs, bytes }: Frame, fromUs: number): Frame {
  const samples = Math.max(0, Math.round(((fromUs - startUs) * SAMPLE_RATE_HZ) / 1_000_000));
  const rest = bytes.subarray(Math.min(bytes.byteLength, samples * BYTES_PER_SAMPLE));
  const durationUs = pcmDurationUs(rest);
  return { startUs: startUs + pcmDurationUs(bytes) - durationUs, durationUs, bytes: rest };
}

/** The format as the timeline needs it, or why audio of it cannot be played here, as a sentence. */
export function chunkFormat(format: StreamFormat): ChunkFormat | { readonly refused: string } {
  const { codec, sampleRateHz, bitDepth, channels } = format;
  if (codec === "pcm" && sampleRateHz === SAMPLE_RATE_HZ && bitDepth === 16 && channels === 2) return PCM;
  const flac = codec === "flac" ? flacFormat(format.codecHeader ?? "") : undefined;
  if (flac !== undefined) return flac;
  return {
    refused: `Music Assistant sends ${codec} ${sampleRateHz}/${bitDepth}/${channels}, but only pcm 48000/16/2 and flac can be played; choose one in the player's settings in Music Assistant.`,
  };
}

/** Whether audio of one format may follow audio of the other in one response. */
export function isSameFormat(one: AudioFormat, other: AudioFormat): boolean {
  if (one.codec === "flac" && other.codec === "flac") return Buffer.compare(one.header, other.header) === 0;
  return one.codec === other.codec;
}

function flacFormat(codecHeader: string): ChunkFormat | undefined {
  try {
    const header = decodeFlacHeader(codecHeader);
    const { sampleRateHz } = readFlacHeader(header);
    return {
      format: { codec: "flac", header },
      durationUs: (chunk) => (flacSamples(chunk) / sampleRateHz) * 1_000_000,
    };
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
