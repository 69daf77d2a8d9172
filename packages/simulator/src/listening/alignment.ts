/** How well two stretches agree. */
export interface Agreement {
  /** Normalised cross-correlation over both channels, −1 to 1. */
  readonly correlation: number;
  /** By which factor the source must be multiplied to sound like what was heard. */
  readonly gain: number;
  readonly dot: number;
  readonly heardEnergy: number;
  readonly sourceEnergy: number;
}

/** Energy per frame below which a stretch is silent (about −72 dBFS). */
const SILENT_ENERGY = 1.2e-7;

/** Compares `frames` of interleaved stereo; both silent agree perfectly, one silent not at all. */
export function agree(
  heard: Float32Array,
  heardFrame: number,
  source: Float32Array,
  sourceFrame: number,
  frames: number,
): Agreement {
  let dot = 0;
  let heardEnergy = 0;
  let sourceEnergy = 0;
  const end = 2 * (heardFrame + frames);
  for (let at = 2 * heardFrame, other = 2 * sourceFrame; at < end; at++, other++) {
    const one = heard[at] ?? 0;
    const two = source[other] ?? 0;
    dot += one * two;
    heardEnergy += one * one;
    sourceEnergy += two * two;
  }
  const silent = SILENT_ENERGY * frames;
  const correlation =
    heardEnergy < silent && sourceEnergy < silent ? 1 : dot / (Math.sqrt(heardEnergy * sourceEnergy) + 1e-12);
  return { correlation, gain: dot / (sourceEnergy + 1e-12), dot, heardEnergy, sourceEnergy };
}

/** Share of the energy that `gain` × source does not explain, 0 to 1, over `frames` from `heardFrame`. */
export function unexplained(
  heard: Float32Array,
  heardFrame: number,
  source: Float32Array,
  sourceFrame: number,
  frames: number,
  gain: number,
): number {
  let error = 0;
  let energy = SILENT_ENERGY * frames;
  const end = 2 * (heardFrame + frames);
  for (let at = 2 * heardFrame, other = 2 * sourceFrame; at < end; at++, other++) {
    const one = heard[at] ?? 0;
    const two = gain * (source[other] ?? 0);
    error += (one - two) ** 2;
    energy += one * one + two * two;
  }
  return error / energy;
}
