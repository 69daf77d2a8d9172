/** What every stream is made of: 48 kHz stereo, MPEG-1 layer III, constant bit rate, so that bytes are time. */
export const SAMPLE_RATE_HZ = 48_000;

/** Samples per channel in one frame. */
export const FRAME_SAMPLES = 1_152;

/** Duration of one frame in milliseconds; exact, which is why 48 kHz was chosen. */
export const FRAME_MS = 24;

/** Bytes of one sample of both channels in 16-bit PCM. */
export const PCM_SAMPLE_BYTES = 4;

/** Samples by which LAME's output, decoded, is later than its input (encoder and decoder delay together). */
export const ENCODER_DELAY_SAMPLES = 1_105;

/** Bit rates (kbit/s) that every Echo plays. */
export const BITRATES_KBPS = [192, 320] as const;
export type BitrateKbps = (typeof BITRATES_KBPS)[number];

/** Bytes of one frame: 960 at 320 kbit/s, 576 at 192 kbit/s. */
export function frameBytes(bitrateKbps: BitrateKbps): number {
  return (bitrateKbps * FRAME_MS) / 8;
}
