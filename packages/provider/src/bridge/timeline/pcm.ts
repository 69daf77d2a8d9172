import type { StreamFormat } from "../../music-assistant/sendspin/events.js";

const SAMPLE_RATE_HZ = 48_000;
const BYTES_PER_SAMPLE = 4;

/** How long `pcm` sounds, in microseconds: interleaved 16-bit stereo at 48 kHz. */
export function durationUs(pcm: Uint8Array): number {
  return (pcm.byteLength / BYTES_PER_SAMPLE / SAMPLE_RATE_HZ) * 1_000_000;
}

/** Why audio of this format cannot be played here, as a sentence; undefined for the one that can. */
export function whyRefused(format: StreamFormat): string | undefined {
  const { codec, sampleRateHz, bitDepth, channels } = format;
  if (codec === "pcm" && sampleRateHz === SAMPLE_RATE_HZ && bitDepth === 16 && channels === 2) return undefined;
  return `Music Assistant sends ${codec} ${sampleRateHz}/${bitDepth}/${channels}, but only pcm 48000/16/2 can be played; choose it in the player's settings in Music Assistant.`;
}
