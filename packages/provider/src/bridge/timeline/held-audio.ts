/** One chunk of audio as Music Assistant sent it. */
export interface Frame {
  readonly startUs: number;
  readonly durationUs: number;
  readonly bytes: Uint8Array;
}

/** Eighteen seconds of PCM 48/16/2, more than a server sends ahead: nobody listens only while a player has just come. */
const MOST_BYTES = 18 * 192_000;

/** The frames of the newest generation that nobody has been told yet, oldest first, bounded in bytes: the oldest go first. */
export class HeldAudio {
  #frames: Frame[] = [];
  #bytes = 0;
  /** Dropping from the front of an array costs its length, so it is done in strides. */
  #dropped = 0;

  get frames(): readonly Frame[] {
    return this.#dropped === 0 ? this.#frames : this.#frames.slice(this.#dropped);
  }

  add(frame: Frame): void {
    this.#frames.push(frame);
    this.#bytes += frame.bytes.byteLength;
    while (this.#bytes > MOST_BYTES) this.#dropOldest();
  }

  /** Forgets everything. */
  clear(): void {
    this.#frames = [];
    this.#bytes = 0;
    this.#dropped = 0;
  }

  #dropOldest(): void {
    this.#bytes -= this.#frames[this.#dropped]?.bytes.byteLength ?? 0;
    this.#dropped += 1;
    if (this.#dropped < 256) return;
    this.#frames = this.#frames.slice(this.#dropped);
    this.#dropped = 0;
  }
}
