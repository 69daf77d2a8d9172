/** Frames share blocks: thousands of small pieces of memory of their own would cost more than what is in them. */
const BLOCK_FRAMES = 64;

/** Cuts what an encoder brings out into frames of one size. What it is given is copied, and may be used again. */
export class FrameCutter {
  readonly #frameBytes: number;
  #block: Uint8Array;
  /** Where the frame that is being filled begins. */
  #frameAt = 0;
  #filled = 0;

  constructor(frameBytes: number) {
    this.#frameBytes = frameBytes;
    this.#block = new Uint8Array(BLOCK_FRAMES * frameBytes);
  }

  /** The frames that these bytes complete; the beginning of another one is kept. */
  cut(bytes: Uint8Array): Uint8Array[] {
    const frames: Uint8Array[] = [];
    for (let at = 0; at < bytes.byteLength;) {
      const length = Math.min(bytes.byteLength - at, this.#frameBytes - this.#filled);
      this.#block.set(bytes.subarray(at, at + length), this.#frameAt + this.#filled);
      this.#filled += length;
      at += length;
      if (this.#filled === this.#frameBytes) frames.push(this.#next());
    }
    return frames;
  }

  #next(): Uint8Array {
    const frame = this.#block.subarray(this.#frameAt, this.#frameAt + this.#frameBytes);
    this.#filled = 0;
    this.#frameAt += this.#frameBytes;
    if (this.#frameAt === this.#block.byteLength) {
      this.#block = new Uint8Array(this.#block.byteLength);
      this.#frameAt = 0;
    }
    return frame;
  }
}
