import { Fft } from "./fft.js";

/** The coarse search works on every sixth sample: 8 kHz of 48. */
export const COARSE_STEP = 6;

const TAPS = 48;
/** Lifts the wide-band part against held tones, whose every period looks alike. */
const PRE_EMPHASIS = 0.9;
const BLOCK = 16_384;
const LONGEST_NEEDLE = 2_048;
const HOP = BLOCK - LONGEST_NEEDLE;
const CANDIDATES = 16;
const fft = new Fft(BLOCK);

const KERNEL = Float64Array.from({ length: TAPS }, (_, tap) => {
  const x = tap - (TAPS - 1) / 2;
  const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * (tap + 0.5)) / TAPS);
  return (window * Math.sin((Math.PI * x) / COARSE_STEP)) / (Math.PI * x);
});

/** Interleaved stereo from `fromFrame` as coarse mono with lifted highs; sample `n` stands at frame `6n + from`. */
export function coarsen(stereo: Float32Array, fromFrame = 0, frames = stereo.length / 2 - fromFrame): Float64Array {
  const coarse = new Float64Array(Math.floor(frames / COARSE_STEP));
  const last = stereo.length / 2 - 1;
  for (let index = 0; index < coarse.length; index++) {
    const centre = fromFrame + index * COARSE_STEP - TAPS / 2;
    let sum = 0;
    for (let tap = Math.max(0, -centre); tap < TAPS && centre + tap <= last; tap++) {
      const at = 2 * (centre + tap);
      sum += (KERNEL[tap] ?? 0) * ((stereo[at] ?? 0) + (stereo[at + 1] ?? 0));
    }
    coarse[index] = sum;
  }
  for (let index = coarse.length - 1; index > 0; index--) {
    coarse[index] = (coarse[index] ?? 0) - PRE_EMPHASIS * (coarse[index - 1] ?? 0);
  }
  return coarse;
}

/** A place in a haystack where a needle fits: coarse index and how well, from −1 to 1. */
export interface CoarseMatch {
  readonly index: number;
  readonly score: number;
}

interface Spectrum {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** A long coarse sound, prepared so that short ones are found in it by convolution, two blocks per transform. */
export class Haystack {
  readonly #energy: Float64Array;
  readonly #length: number;
  readonly #pairs: readonly Spectrum[];

  constructor(coarse: Float64Array) {
    this.#length = coarse.length;
    this.#energy = new Float64Array(coarse.length + 1);
    for (let index = 0; index < coarse.length; index++) {
      this.#energy[index + 1] = (this.#energy[index] ?? 0) + (coarse[index] ?? 0) ** 2;
    }
    const pairs: Spectrum[] = [];
    for (let at = 0; at < coarse.length; at += 2 * HOP) pairs.push(spectrumOf(coarse, at, at + HOP));
    this.#pairs = pairs;
  }

  /** The best few places, best first. `needle` has at most 2048 coarse samples. */
  find(needle: Float64Array): CoarseMatch[] {
    const { real, imaginary } = spectrumOf(needle, 0, needle.length);
    const needleEnergy = needle.reduce((sum, sample) => sum + sample * sample, 0);
    const best: CoarseMatch[] = [];
    const outReal = new Float64Array(BLOCK);
    const outImaginary = new Float64Array(BLOCK);
    this.#pairs.forEach((pair, number) => {
      multiplyConjugate(pair, { real, imaginary }, outReal, outImaginary);
      fft.inverse(outReal, outImaginary);
      this.#collect(best, outReal, number * 2 * HOP, needle.length, needleEnergy);
      this.#collect(best, outImaginary, (number * 2 + 1) * HOP, needle.length, needleEnergy);
    });
    return best;
  }

  #collect(best: CoarseMatch[], products: Float64Array, from: number, length: number, needleEnergy: number): void {
    const end = Math.min(HOP, this.#length - length - from + 1);
    for (let offset = 0; offset < end; offset++) {
      const product = products[offset] ?? 0;
      if (product <= 0) continue;
      const index = from + offset;
      const energy = (this.#energy[index + length] ?? 0) - (this.#energy[index] ?? 0);
      keep(best, { index, score: product / Math.sqrt(energy * needleEnergy + 1e-12) });
    }
  }
}

/** Keeps the best few, one of each neighbourhood. */
function keep(best: CoarseMatch[], match: CoarseMatch): void {
  const worst = best[CANDIDATES - 1];
  if (worst !== undefined && match.score <= worst.score) return;
  const near = best.findIndex((one) => Math.abs(one.index - match.index) <= 2);
  if (near >= 0) {
    if ((best[near]?.score ?? 0) >= match.score) return;
    best.splice(near, 1);
  }
  const place = best.findIndex((one) => one.score < match.score);
  best.splice(place < 0 ? best.length : place, 0, match);
  best.length = Math.min(best.length, CANDIDATES);
}

/** One transform of two real stretches: the first as real part, the second (from `second` on) as imaginary part. */
function spectrumOf(samples: Float64Array, first: number, second: number): Spectrum {
  const real = new Float64Array(BLOCK);
  const imaginary = new Float64Array(BLOCK);
  real.set(samples.subarray(first, Math.min(first + BLOCK, samples.length)));
  if (second < samples.length) imaginary.set(samples.subarray(second, Math.min(second + BLOCK, samples.length)));
  fft.forward(real, imaginary);
  return { real, imaginary };
}

function multiplyConjugate(one: Spectrum, other: Spectrum, real: Float64Array, imaginary: Float64Array): void {
  for (let bin = 0; bin < BLOCK; bin++) {
    const a = one.real[bin] ?? 0;
    const b = one.imaginary[bin] ?? 0;
    const c = other.real[bin] ?? 0;
    const d = other.imaginary[bin] ?? 0;
    real[bin] = a * c + b * d;
    imaginary[bin] = b * c - a * d;
  }
}
