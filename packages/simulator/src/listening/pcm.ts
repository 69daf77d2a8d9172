/** Sound as the simulated Echo hands it out: interleaved samples, int16 or float in −1…1. */
export interface Pcm {
  readonly sampleRate: number;
  readonly channels: number;
  readonly samples: Int16Array | Float32Array;
}

/** How many frames (one sample per channel) `pcm` holds. */
function frameCount(pcm: Pcm): number {
  return Math.floor(pcm.samples.length / pcm.channels);
}

/** Interleaved stereo floats in −1…1; a mono source sounds on both sides, further channels are left out. */
export function toStereo(pcm: Pcm): Float32Array {
  const { samples, channels } = pcm;
  const frames = frameCount(pcm);
  const scale = samples instanceof Int16Array ? 1 / 32_768 : 1;
  const right = channels > 1 ? 1 : 0;
  const stereo = new Float32Array(frames * 2);
  for (let frame = 0; frame < frames; frame++) {
    stereo[2 * frame] = (samples[frame * channels] ?? 0) * scale;
    stereo[2 * frame + 1] = (samples[frame * channels + right] ?? 0) * scale;
  }
  return stereo;
}
