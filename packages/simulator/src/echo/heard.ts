import type { Clock } from "../clock.js";
import type { Pcm } from "../listening/pcm.js";
import { encodeWav } from "../listening/wav.js";

/** What every Echo sounds in: interleaved stereo, 16 bit. */
export const SAMPLE_RATE = 48_000;
const CHANNELS = 2;
const KEPT_SECONDS = 120;

/** A time during which the Echo sounded without a break, its underruns included; milliseconds on the street's clock. */
export interface Stretch {
  readonly fromMs: number;
  toMs: number;
}

/** A part of the recording: its newest samples. */
export interface HeardSound extends Pcm {
  readonly samples: Int16Array;
  /** How many samples were heard in all, those that are forgotten included. */
  readonly total: number;
}

/** The microphone in the room: the last 120 s of what was heard. Time in which nothing played is left out. */
export class Heard {
  readonly #clock: Clock;
  readonly #chunks: Int16Array[] = [];
  #samples = 0;
  #total = 0;
  readonly #stretches: Stretch[] = [];
  #isBroken = true;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** When the Echo sounded, oldest first; the newest hundred stretches. */
  get stretches(): readonly Readonly<Stretch>[] {
    return this.#stretches;
  }

  /** Interleaved stereo samples that sounded until now. The recording keeps them. */
  add(samples: Int16Array): void {
    if (samples.length === 0) return;
    const nowMs = this.#clock.now();
    const stretch = this.#isBroken ? this.#begin(nowMs - (samples.length * 1_000) / CHANNELS / SAMPLE_RATE) : undefined;
    const current = stretch ?? this.#stretches.at(-1);
    if (current !== undefined) current.toMs = nowMs;
    this.#chunks.push(samples);
    this.#samples += samples.length;
    this.#total += samples.length;
    this.#trim();
  }

  /** Nothing plays from now on; what comes next is a new stretch. */
  fallSilent(): void {
    this.#isBroken = true;
  }

  /** The last `seconds` of the recording, less when less was heard. */
  last(seconds: number): HeardSound {
    const wanted = Math.min(this.#samples, Math.max(0, Math.round(seconds * SAMPLE_RATE)) * CHANNELS);
    const samples = new Int16Array(wanted);
    let at = wanted;
    for (let index = this.#chunks.length - 1; at > 0; index--) {
      const chunk = this.#chunks[index] ?? new Int16Array(0);
      const part = chunk.subarray(Math.max(0, chunk.length - at));
      at -= part.length;
      samples.set(part, at);
    }
    return { sampleRate: SAMPLE_RATE, channels: CHANNELS, samples, total: this.#total };
  }

  /** The same as a WAV file. */
  lastAsWav(seconds: number): Uint8Array {
    return encodeWav(this.last(seconds));
  }

  #begin(fromMs: number): Stretch {
    const stretch = { fromMs, toMs: fromMs };
    this.#isBroken = false;
    this.#stretches.push(stretch);
    if (this.#stretches.length > 100) this.#stretches.shift();
    return stretch;
  }

  #trim(): void {
    const limit = KEPT_SECONDS * SAMPLE_RATE * CHANNELS;
    while (this.#samples - (this.#chunks[0]?.length ?? 0) >= limit) this.#samples -= this.#chunks.shift()?.length ?? 0;
  }
}
