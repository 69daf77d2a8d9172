import { ENCODER_DELAY_SAMPLES, FRAME_SAMPLES, PCM_SAMPLE_BYTES, SAMPLE_RATE_HZ } from "./mp3/format.js";

interface Mark {
  readonly sample: number;
  readonly us: number;
}

const TOLERANCE_US = 5_000;
const US_PER_SAMPLE = 1_000_000 / SAMPLE_RATE_HZ;

/** Maps the frames that come out of one encoder to MA's timestamps of the PCM that went in. */
export class FrameClock {
  /** Where the input's timestamps do not follow on; the first is its beginning. */
  readonly #marks: Mark[] = [];
  #samplesIn = 0;
  #framesOut = 0;

  /** PCM goes in. */
  input(startUs: number, bytes: number): void {
    const expected = this.#usOf(this.#samplesIn);
    if (expected === undefined || Math.abs(expected - startUs) > TOLERANCE_US)
      this.#marks.push({ sample: this.#samplesIn, us: startUs });
    this.#samplesIn += bytes / PCM_SAMPLE_BYTES;
  }

  /** A frame comes out: MA's timestamp of its first sample, server µs. */
  output(): number {
    const sample = this.#framesOut++ * FRAME_SAMPLES - ENCODER_DELAY_SAMPLES;
    return this.#usOf(sample) ?? 0;
  }

  #usOf(sample: number): number | undefined {
    const mark = this.#marks.findLast((candidate) => candidate.sample <= Math.max(0, sample));
    return mark === undefined ? undefined : mark.us + Math.round((sample - mark.sample) * US_PER_SAMPLE);
  }
}
