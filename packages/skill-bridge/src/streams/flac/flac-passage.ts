import type { Frame } from "../frame-ring.js";
import type { Encoding } from "../generation-encoder.js";

/** What the passing on of one generation needs. */
export interface FlacPassageParts {
  readonly generation: number;
  /** As of an encoder: frames in order; `last` is true once, after `finish`. */
  readonly onFrames: (frames: readonly Frame[], last: boolean) => void;
}

/** The frames of one generation as they came: nothing is decoded, nothing is kept back. */
export class FlacPassage implements Encoding {
  readonly isFlushing = false;
  readonly #parts: FlacPassageParts;
  #isOpen = true;

  constructor(parts: FlacPassageParts) {
    this.#parts = parts;
  }

  encode(startUs: number, bytes: Uint8Array, durationUs: number): void {
    const { generation, onFrames } = this.#parts;
    if (this.#isOpen) onFrames([{ generation, startUs, durationUs, bytes }], false);
  }

  flush(): boolean {
    return false;
  }

  finish(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#parts.onFrames([], true);
  }

  drop(): void {
    this.#isOpen = false;
  }
}
