import type { Frame } from "./frame-ring.js";
import { ENCODER_DELAY_SAMPLES, FRAME_SAMPLES, PCM_SAMPLE_BYTES, SAMPLE_RATE_HZ } from "./mp3/format.js";

/** The first frames of a fresh encoder ring from its start. */
const SETTLING_FRAMES = 5;
const SETTLING_SAMPLES = SETTLING_FRAMES * FRAME_SAMPLES - ENCODER_DELAY_SAMPLES;
const US_PER_SAMPLE = 1_000_000 / SAMPLE_RATE_HZ;

/** How much of the same audio two encoders must be given, so that frames of one can follow frames of the other unheard; µs. */
export const JOINT_US = Math.ceil(SETTLING_SAMPLES * US_PER_SAMPLE);

/**
 * Joins the frames of a fresh encoder to those of an earlier one that encoded the same audio, to the sample: its frames are laid
 * where the earlier ones would have gone on, and those that ring from its start are left out.
 */
export class Joint {
  readonly #fromUs: number;
  #settling = SETTLING_FRAMES;
  /** What the first frame that is let through was encoded after. */
  #leftOut: Uint8Array | undefined;

  /** `atUs`: where the last of the earlier frames ends. */
  constructor(atUs: number) {
    this.#fromUs = atUs - SETTLING_SAMPLES * US_PER_SAMPLE;
  }

  /** What the encoder is to be given of a piece of PCM, which may be nothing. */
  input(startUs: number, pcm: Uint8Array): { readonly startUs: number; readonly pcm: Uint8Array } {
    const early = Math.round((this.#fromUs - startUs) / US_PER_SAMPLE);
    if (early <= 0) return { startUs, pcm };
    return { startUs: startUs + Math.round(early * US_PER_SAMPLE), pcm: pcm.subarray(early * PCM_SAMPLE_BYTES) };
  }

  /** What is to be heard of the frames that came out of it. */
  output(frames: readonly Frame[]): readonly Frame[] {
    if (this.#settling === 0 && this.#leftOut === undefined) return frames;
    const settling = frames.slice(0, this.#settling);
    this.#settling -= settling.length;
    this.#leftOut = settling.at(-1)?.bytes ?? this.#leftOut;
    const [first, ...rest] = frames.slice(settling.length);
    if (first === undefined) return [];
    const joined = this.#leftOut === undefined ? first : { ...first, after: this.#leftOut };
    this.#leftOut = undefined;
    return [joined, ...rest];
  }
}
