import { FRAME_MS } from "./mp3/format.js";

/** One encoded frame and where it lies on MA's timeline. */
export interface Frame {
  readonly generation: number;
  /** MA's timestamp of its first sample, server µs. */
  readonly startUs: number;
  readonly bytes: Uint8Array;
}

/** How much of the past is kept: what an Echo may still need after a spoken question (how Echos fetch, what follows 3). */
const KEPT_MS = 60_000;

/**
 * The encoded frames of one player: the last minute and all that lies ahead. Frames have ever-growing numbers, so that a
 * reader is one number and knows what it missed.
 */
export class FrameRing {
  #frames: Frame[] = [];
  #firstNumber = 0;

  /** Number of the oldest frame that is kept. */
  get start(): number {
    return this.#firstNumber;
  }

  /** Number that the next frame will get. */
  get end(): number {
    return this.#firstNumber + this.#frames.length;
  }

  at(number: number): Frame | undefined {
    return this.#frames[number - this.#firstNumber];
  }

  append(frame: Frame): void {
    this.#frames.push(frame);
  }

  /** Forgets what lies more than a minute before `presentUs`. */
  forgetBefore(presentUs: number): void {
    const horizonUs = presentUs - KEPT_MS * 1_000;
    let stale = 0;
    while (stale < this.#frames.length && (this.#frames[stale]?.startUs ?? Infinity) < horizonUs) stale++;
    // Rarely, and many at a time: dropping from the front of an array moves the rest.
    if (stale * FRAME_MS < 5_000) return;
    this.#frames = this.#frames.slice(stale);
    this.#firstNumber += stale;
  }

  /** Number of the first frame of this generation that is kept, or the end when there is none. */
  firstOf(generation: number): number {
    const index = this.#frames.findIndex((frame) => frame.generation === generation);
    return index < 0 ? this.end : this.#firstNumber + index;
  }

  /** Number of the first frame of this generation that begins at `us` or later, or the end when there is none. */
  firstAt(generation: number, us: number): number {
    const index = this.#frames.findIndex((frame) => frame.generation === generation && frame.startUs >= us);
    return index < 0 ? this.end : this.#firstNumber + index;
  }
}
