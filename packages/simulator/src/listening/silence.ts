/** A stretch of frames, the end excluded. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** About −62 dBFS: what MP3 leaves of encoded silence is quieter, the quietest tune is louder. */
const SILENT_PEAK = 0.0008;

/** Every stretch of at least `shortest` frames in which no sample of either channel is heard. */
export function findSilences(stereo: Float32Array, shortest: number): Stretch[] {
  const found: Stretch[] = [];
  const frames = stereo.length / 2;
  let start = 0;
  for (let frame = 0; frame <= frames; frame++) {
    const isHeard =
      frame === frames ||
      Math.abs(stereo[2 * frame] ?? 0) > SILENT_PEAK ||
      Math.abs(stereo[2 * frame + 1] ?? 0) > SILENT_PEAK;
    if (!isHeard) continue;
    if (frame - start >= shortest) found.push({ start, end: frame });
    start = frame + 1;
  }
  return found;
}
