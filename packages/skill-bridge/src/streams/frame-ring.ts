/** One encoded frame and where it lies on MA's timeline. */
export interface Frame {
  readonly generation: number;
  /** MA's timestamp of its first sample, server µs. */
  readonly startUs: number;
  readonly durationUs: number;
  readonly bytes: Uint8Array;
  /** The bytes of the frame that it was encoded after, where that is not the one before it. */
  readonly after?: Uint8Array;
}

/**
 * The most that is kept: after a spoken question of less than half a minute an Echo goes on where it was (how Echos fetch, what
 * follows 3), and the rest is what a server sends ahead.
 */
const KEPT_US = 42_000_000;
/** MP3 never comes to that; FLAC of a megabit a second is kept for 15 s, which is what a server sends ahead and some of the past. */
const KEPT_BYTES = 1_900_000;
/** The oldest are forgotten many at a time: dropping from the front of an array moves the rest. */
const STRIDE_SHARE = 1 / 16;
/** What nobody needs any more is looked for once in so many frames, a second and a half of MP3. */
const LOOK_EVERY = 64;

/**
 * The encoded frames of one player: those that somebody may still need, at most the newest 42 s, or less where they are large.
 * Frames have ever-growing numbers, so that a reader is one number and knows what it missed.
 */
export class FrameRing {
  readonly #neededFrom: () => number;
  #frames: Frame[] = [];
  #firstNumber = 0;
  #keptUs = 0;
  #keptBytes = 0;

  /** `neededFrom`: number of the oldest frame that is still needed. */
  constructor(neededFrom: () => number) {
    this.#neededFrom = neededFrom;
  }

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
    this.#keptUs += frame.durationUs;
    this.#keptBytes += frame.bytes.byteLength;
    if (this.#keptUs > KEPT_US * (1 + STRIDE_SHARE) || this.#keptBytes > KEPT_BYTES)
      this.#forget(Math.ceil(this.#frames.length * STRIDE_SHARE));
    if (this.end % LOOK_EVERY === 0) this.#forget(this.#neededFrom() - this.#firstNumber);
  }

  /** Number of the first frame of this generation that is kept, or the end when there is none. */
  firstOf(generation: number): number {
    let index = this.#frames.length;
    while (index > 0 && (this.#frames[index - 1]?.generation ?? 0) > generation) index--;
    const end = index;
    while (index > 0 && this.#frames[index - 1]?.generation === generation) index--;
    return index === end ? this.end : this.#firstNumber + index;
  }

  /** What is kept of this generation, oldest first. */
  framesOf(generation: number): readonly Frame[] {
    return this.#frames.slice(this.firstOf(generation) - this.#firstNumber);
  }

  /** Number of the first frame of this generation that begins at `us` or later, or the end when there is none. */
  firstAt(generation: number, us: number): number {
    const index = this.#frames.findIndex((frame) => frame.generation === generation && frame.startUs >= us);
    return index < 0 ? this.end : this.#firstNumber + index;
  }

  #forget(count: number): void {
    for (const { durationUs, bytes } of this.#frames.splice(0, Math.max(0, count))) {
      this.#keptUs -= durationUs;
      this.#keptBytes -= bytes.byteLength;
      this.#firstNumber += 1;
    }
  }
}
