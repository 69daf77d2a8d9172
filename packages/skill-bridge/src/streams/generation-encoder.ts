import { FrameClock } from "./frame-clock.js";
import type { Frame } from "./frame-ring.js";
import type { EncoderPool, Encoding } from "./mp3/encoder-pool.js";
import { ENCODER_DELAY_SAMPLES, FRAME_SAMPLES, frameBytes, PCM_SAMPLE_BYTES, type BitrateKbps } from "./mp3/format.js";

/** What the encoding of one generation needs. */
export interface GenerationEncoderParts {
  readonly generation: number;
  readonly pool: Pick<EncoderPool, "open">;
  readonly bitrateKbps: BitrateKbps;
  /** Frames in order; `last` is true once, after `finish`. Never called after `drop`. */
  readonly onFrames: (frames: readonly Frame[], last: boolean) => void;
}

interface Piece {
  readonly startUs: number;
  readonly pcm: Uint8Array;
}

/**
 * PCM of one generation becomes frames with MA's timestamps. When the thread dies, what it had not answered yet is given to
 * another one: the listener hears a joint, not a hole.
 */
export class GenerationEncoder {
  readonly #parts: GenerationEncoderParts;
  #encoding: Encoding;
  #frameClock = new FrameClock();
  /** The beginning of a frame whose rest the encoder still holds. */
  #partial: Uint8Array = new Uint8Array(0);
  /** What went in and is not wholly in the frames that came out. */
  #unanswered: Piece[] = [];
  /** Samples that came out for good, counted from the first of `#unanswered`. */
  #answered = -ENCODER_DELAY_SAMPLES;
  #isFinishing = false;
  #isOpen = true;

  constructor(parts: GenerationEncoderParts) {
    this.#parts = parts;
    this.#encoding = this.#open();
  }

  /** `pcm`: 48 kHz stereo of 16 bits, whose first sample has the timestamp `startUs`; the caller must not change it. */
  encode(startUs: number, pcm: Uint8Array): void {
    this.#unanswered.push({ startUs, pcm });
    this.#feed(startUs, pcm);
  }

  /** No more audio: the last frames come out. */
  finish(): void {
    this.#isFinishing = true;
    this.#encoding.finish();
  }

  /** Nothing of it is wanted any more. */
  drop(): void {
    this.#isOpen = false;
    this.#unanswered = [];
    this.#encoding.drop();
  }

  #open(): Encoding {
    const { pool, bitrateKbps } = this.#parts;
    return pool.open(bitrateKbps, {
      frames: (bytes, last) => {
        if (this.#isOpen) this.#take(bytes, last);
      },
      lost: () => {
        if (this.#isOpen) this.#startAgain();
      },
    });
  }

  #feed(startUs: number, pcm: Uint8Array): void {
    this.#frameClock.input(startUs, pcm.byteLength);
    this.#encoding.encode(pcm);
  }

  #startAgain(): void {
    this.#frameClock = new FrameClock();
    this.#partial = new Uint8Array(0);
    this.#answered = -ENCODER_DELAY_SAMPLES;
    this.#encoding = this.#open();
    for (const { startUs, pcm } of this.#unanswered) this.#feed(startUs, pcm);
    if (this.#isFinishing) this.#encoding.finish();
  }

  #take(bytes: Uint8Array, last: boolean): void {
    const size = frameBytes(this.#parts.bitrateKbps);
    const all = this.#partial.byteLength === 0 ? bytes : Buffer.concat([this.#partial, bytes]);
    const whole = all.byteLength - (all.byteLength % size);
    const frames: Frame[] = [];
    for (let at = 0; at < whole; at += size) {
      const startUs = this.#frameClock.output();
      frames.push({ generation: this.#parts.generation, startUs, bytes: all.subarray(at, at + size) });
    }
    this.#partial = all.subarray(whole);
    this.#forget(frames.length * FRAME_SAMPLES);
    if (last) this.#isOpen = false;
    this.#parts.onFrames(frames, last);
  }

  #forget(samples: number): void {
    this.#answered += samples;
    let stale = 0;
    for (const { pcm } of this.#unanswered) {
      const length = pcm.byteLength / PCM_SAMPLE_BYTES;
      if (this.#answered < length) break;
      this.#answered -= length;
      stale++;
    }
    this.#unanswered.splice(0, stale);
  }
}
