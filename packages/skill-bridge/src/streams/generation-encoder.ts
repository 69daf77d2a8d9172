import { FrameClock } from "./frame-clock.js";
import type { Frame } from "./frame-ring.js";
import { Joint } from "./joint.js";
import type { Encoding as Mp3Encoding } from "./mp3/batches.js";
import type { EncoderPool } from "./mp3/encoder-pool.js";
import { FrameCutter } from "./mp3/frame-cutter.js";
import { PcmQueue } from "./mp3/pcm-queue.js";
import {
  ENCODER_DELAY_SAMPLES,
  FRAME_MS,
  FRAME_SAMPLES,
  frameBytes,
  PCM_SAMPLE_BYTES,
  type BitrateKbps,
} from "./mp3/format.js";

/** How the chunks of one generation become frames. */
export interface Encoding {
  /** The caller must not change the bytes of the chunk. */
  encode(startUs: number, bytes: Uint8Array, durationUs: number): void;
  /**
   * Nothing comes for a while: what is held back comes out, and what comes later is joined with a short silence. False when
   * nothing is held back.
   */
  flush(): boolean;
  /** The frames that come out are the end of what came long ago. */
  readonly isFlushing: boolean;
  /** No more audio: the last frames come out. */
  finish(): void;
  /** Nothing of it is wanted any more. */
  drop(): void;
}

/** What the encoding of one generation needs. */
export interface GenerationEncoderParts {
  readonly generation: number;
  readonly pool: Pick<EncoderPool, "open">;
  readonly bitrateKbps: BitrateKbps;
  /** Where its frames follow on earlier ones of the same audio, server µs. */
  readonly joinsAtUs?: number | undefined;
  /** Frames in order; `last` is true once, after `finish`. Never called after `drop`. */
  readonly onFrames: (frames: readonly Frame[], last: boolean) => void;
}

/**
 * PCM of one generation becomes frames with MA's timestamps. When the thread dies, what it had not answered yet is given to
 * another one: the listener hears a joint, not a hole.
 */
export class GenerationEncoder implements Encoding {
  readonly #parts: GenerationEncoderParts;
  #encoding: Mp3Encoding;
  #frameClock = new FrameClock();
  #cutter: FrameCutter;
  #joint: Joint | undefined;
  /** What came and is not wholly in the frames that came out. */
  readonly #unanswered = new PcmQueue();
  /** How many of `#unanswered` the encoder was given. */
  #fed = 0;
  #isToldToEnd = false;
  /** Samples that came out for good, counted from the first of `#unanswered`. */
  #answered = -ENCODER_DELAY_SAMPLES;
  #isFinishing = false;
  /** How many of `#unanswered` come out with the flush that is under way; undefined when none is. */
  #flushing: number | undefined;
  #isOpen = true;

  constructor(parts: GenerationEncoderParts) {
    this.#parts = parts;
    this.#cutter = this.#freshCutter();
    this.#joint = parts.joinsAtUs === undefined ? undefined : new Joint(parts.joinsAtUs);
    this.#encoding = this.#open();
  }

  /** `pcm`: 48 kHz stereo of 16 bits, whose first sample has the timestamp `startUs`; the caller must not change it. */
  encode(startUs: number, pcm: Uint8Array): void {
    const piece = this.#joint?.input(startUs, pcm) ?? { startUs, pcm };
    if (piece.pcm.byteLength === 0) return;
    this.#unanswered.push(piece.startUs, piece.pcm);
    this.#feed();
  }

  flush(): boolean {
    if (!this.#isOpen || this.#unanswered.length === 0) return false;
    if (this.#flushing === undefined && !this.#isFinishing) {
      this.#flushing = this.#unanswered.length;
      this.#feed();
    }
    return true;
  }

  get isFlushing(): boolean {
    return this.#flushing !== undefined;
  }

  finish(): void {
    this.#isFinishing = true;
    if (this.#flushing === undefined) this.#finishEncoding();
  }

  drop(): void {
    this.#isOpen = false;
    this.#unanswered.clear();
    this.#encoding.drop();
  }

  #open(): Mp3Encoding {
    const { pool, bitrateKbps } = this.#parts;
    return pool.open(bitrateKbps, {
      frames: (bytes, last) => {
        if (this.#isOpen) this.#take(bytes, last);
      },
      wanting: () => {
        if (this.#isOpen) this.#feed();
      },
      lost: () => {
        if (this.#isOpen) this.#startAgain();
      },
    });
  }

  #freshCutter(): FrameCutter {
    return new FrameCutter(frameBytes(this.#parts.bitrateKbps));
  }

  /** As much as the encoder takes now; the rest waits here. */
  #feed(): void {
    const end = this.#flushing ?? this.#unanswered.length;
    while (this.#fed < end && !this.#encoding.isFull) {
      const piece = this.#unanswered.at(this.#fed++);
      if (piece === undefined) break;
      this.#frameClock.input(piece.startUs, piece.pcm.byteLength);
      this.#encoding.encode(piece.pcm);
    }
    const isLast = this.#isFinishing || this.#flushing !== undefined;
    if (!isLast || this.#fed < end || this.#isToldToEnd) return;
    this.#isToldToEnd = true;
    this.#encoding.finish();
  }

  /** With a fresh encoder, which is given what no frame holds yet. */
  #startAgain(): void {
    this.#flushing = undefined;
    this.#joint = undefined;
    this.#fed = 0;
    this.#isToldToEnd = false;
    this.#frameClock = new FrameClock();
    this.#cutter = this.#freshCutter();
    this.#answered = -ENCODER_DELAY_SAMPLES;
    this.#encoding = this.#open();
    if (this.#isFinishing) this.#finishEncoding();
    else this.#feed();
  }

  /** An encoder that holds nothing has nothing to say. */
  #finishEncoding(): void {
    if (this.#unanswered.length > 0) {
      this.#feed();
      return;
    }
    this.drop();
    this.#parts.onFrames([], true);
  }

  #take(bytes: Uint8Array, last: boolean): void {
    const encoded = this.#cutter.cut(bytes).map((frame): Frame => ({
      generation: this.#parts.generation,
      startUs: this.#frameClock.output(),
      durationUs: FRAME_MS * 1_000,
      bytes: frame,
    }));
    this.#forget(encoded.length * FRAME_SAMPLES);
    const frames = this.#joint?.output(encoded) ?? encoded;
    if (last && this.#flushing !== undefined) {
      this.#parts.onFrames(frames, false);
      this.#flushed();
      return;
    }
    if (last) this.#isOpen = false;
    this.#parts.onFrames(frames, last);
  }

  #flushed(): void {
    if (!this.#isOpen) return;
    this.#unanswered.drop(this.#flushing ?? 0);
    this.#startAgain();
  }

  #forget(samples: number): void {
    this.#answered += samples;
    // What has not gone in yet is none of it, nor is the padding at a flush's end.
    let stale = 0;
    for (; stale < this.#fed; stale++) {
      const samples = this.#unanswered.bytesAt(stale) / PCM_SAMPLE_BYTES;
      if (this.#answered < samples) break;
      this.#answered -= samples;
    }
    this.#unanswered.drop(stale);
    this.#fed -= stale;
    if (this.#flushing !== undefined) this.#flushing -= stale;
  }
}
