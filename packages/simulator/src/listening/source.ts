import { COARSE_STEP, coarsen, Haystack } from "./coarse.js";
import { agree } from "./alignment.js";
import { toStereo, type Pcm } from "./pcm.js";

/** Something that may have been heard: a tune, a test signal. */
export interface KnownSource {
  readonly id: string;
  readonly pcm: Pcm;
}

/** A place in a source: the frame of it that sounds at a heard frame is `heardFrame + lag`. */
export interface Lock {
  readonly source: PreparedSource;
  readonly lag: number;
  readonly correlation: number;
  readonly gain: number;
}

/** A source made ready for searching; about 25 bytes per frame, kept as long as its samples are. */
export class PreparedSource {
  readonly id: string;
  readonly stereo: Float32Array;
  readonly #haystack: Haystack;

  constructor(source: KnownSource) {
    this.id = source.id;
    this.stereo = toStereo(source.pcm);
    this.#haystack = new Haystack(coarsen(this.stereo));
  }

  get frames(): number {
    return this.stereo.length / 2;
  }

  /** The place where `frames` of `heard` from `heardFrame` on fit best, to the sample. */
  find(heard: Float32Array, heardFrame: number, frames: number, needle: Float64Array): Lock | undefined {
    let best: Lock | undefined;
    for (const { index } of this.#haystack.find(needle)) {
      const centre = index * COARSE_STEP;
      for (let start = Math.max(0, centre - COARSE_STEP); start <= centre + COARSE_STEP; start++) {
        if (start + frames > this.frames) break;
        const { correlation, gain } = agree(heard, heardFrame, this.stereo, start, frames);
        if (best === undefined || correlation > best.correlation)
          best = { source: this, lag: start - heardFrame, correlation, gain };
      }
    }
    return best;
  }
}

const prepared = new WeakMap<object, PreparedSource>();

/** The prepared form of `source`; made once for the same samples. */
export function prepare(source: KnownSource): PreparedSource {
  const known = prepared.get(source.pcm.samples);
  if (known?.id === source.id) return known;
  const fresh = new PreparedSource(source);
  prepared.set(source.pcm.samples, fresh);
  return fresh;
}

/** What the right place reaches even at 192 kbit/s. */
export const CERTAIN = 0.995;

/** The best place in any of the sources for what is heard from `heardFrame` on. */
export function findAnywhere(
  heard: Float32Array,
  heardFrame: number,
  frames: number,
  sources: readonly PreparedSource[],
): Lock | undefined {
  let best: Lock | undefined;
  // A place that falls between two coarse samples blurs the highs; half a step on, it falls on one.
  for (const phase of [0, COARSE_STEP / 2]) {
    const needle = coarsen(heard, heardFrame + phase, frames - phase);
    for (const source of sources) {
      const lock = source.find(heard, heardFrame, frames, needle);
      if (lock !== undefined && lock.correlation > (best?.correlation ?? -1)) best = lock;
    }
    if (best !== undefined && best.correlation >= CERTAIN) return best;
  }
  return best;
}
