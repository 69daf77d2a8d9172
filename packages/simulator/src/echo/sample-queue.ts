/** Interleaved stereo samples that wait to sound. */
export class SampleQueue {
  readonly #chunks: Int16Array[] = [];
  #frames = 0;

  /** How many frames wait. */
  get frames(): number {
    return this.#frames;
  }

  push(samples: Int16Array): void {
    if (samples.length === 0) return;
    this.#chunks.push(samples);
    this.#frames += samples.length / 2;
  }

  /** The next `frames` frames, fewer when fewer wait. */
  take(frames: number): Int16Array {
    const samples = new Int16Array(Math.min(frames, this.#frames) * 2);
    for (let at = 0; at < samples.length;) {
      const chunk = this.#chunks.shift() ?? new Int16Array(0);
      const part = chunk.subarray(0, samples.length - at);
      samples.set(part, at);
      at += part.length;
      if (part.length < chunk.length) this.#chunks.unshift(chunk.subarray(part.length));
    }
    this.#frames -= samples.length / 2;
    return samples;
  }
}
