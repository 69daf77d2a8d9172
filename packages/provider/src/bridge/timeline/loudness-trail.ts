import type { AudioFormat } from "../neighbours.js";
import type { Frame } from "./held-audio.js";

/** PCM is judged in pieces of this length. */
const PIECE_SAMPLES = 480;
const SAMPLE_BYTES = 4;
const US_PER_SAMPLE = 1_000_000 / 48_000;
/** One sample in four says how loud a piece is. */
const STRIDE_BYTES = 4 * SAMPLE_BYTES;
/** Forty seconds of pieces: what a server sends ahead, and the window behind it. */
const MOST_PIECES = 4_096;
/** The quietest 20 ms are two neighbours of PCM; a frame of FLAC is longer by itself. */
const QUIET_PIECES = { pcm: 2, flac: 1 } as const;

/**
 * How loud the newest audio is, in pieces of 10 ms of PCM; of FLAC, which is not decoded, a frame is as loud as it is long,
 * since silence needs no bytes.
 */
export class LoudnessTrail {
  readonly #startUs = new Float64Array(MOST_PIECES);
  readonly #level = new Float32Array(MOST_PIECES);
  #count = 0;
  #endUs = -Infinity;
  #codec: AudioFormat["codec"] = "pcm";

  /** Up to where the audio is known, server µs. */
  get endUs(): number {
    return this.#endUs;
  }

  add({ startUs, durationUs, bytes }: Frame, { codec }: AudioFormat): void {
    this.#codec = codec;
    if (codec === "flac") this.#note(startUs, bytes.byteLength);
    else
      for (let at = 0; at < bytes.byteLength; at += PIECE_SAMPLES * SAMPLE_BYTES)
        this.#note(startUs + (at / SAMPLE_BYTES) * US_PER_SAMPLE, levelOf(bytes, at));
    this.#endUs = startUs + durationUs;
  }

  /** What came before another generation says nothing about it. */
  clear(): void {
    this.#count = 0;
    this.#endUs = -Infinity;
  }

  /** Everything is heard so much later, and only what then lies before `untilUs`. */
  move(byUs: number, untilUs: number): void {
    for (let index = 0; index < MOST_PIECES; index++) this.#startUs[index] = (this.#startUs[index] ?? 0) + byUs;
    while (this.#count > 0 && (this.#startUs[(this.#count - 1) % MOST_PIECES] ?? 0) >= untilUs) this.#count -= 1;
    this.#endUs = Math.min(this.#endUs + byUs, untilUs);
  }

  /** The middle of the quietest 20 ms that begin in a stretch, server µs; undefined where nothing of it is known. */
  quietestUs(fromUs: number, toUs: number): number | undefined {
    let best = Infinity;
    let beginUs: number | undefined;
    let endUs = 0;
    for (let index = Math.max(0, this.#count - MOST_PIECES); index < this.#count; index++) {
      const startUs = this.#startUs[index % MOST_PIECES] ?? 0;
      if (startUs < fromUs || startUs > toUs) continue;
      const level = this.#levelFrom(index);
      // Of a longer silence the middle.
      if (level === best && startUs - endUs < 1) endUs = this.#endOf(index);
      if (level >= best) continue;
      best = level;
      beginUs = startUs;
      endUs = this.#endOf(index);
    }
    return beginUs === undefined ? undefined : Math.round((beginUs + endUs) / 2);
  }

  #levelFrom(index: number): number {
    let level = 0;
    for (let next = index; next < Math.min(this.#count, index + QUIET_PIECES[this.#codec]); next++)
      level += this.#level[next % MOST_PIECES] ?? 0;
    return level;
  }

  #endOf(index: number): number {
    return index + 1 < this.#count ? (this.#startUs[(index + 1) % MOST_PIECES] ?? 0) : this.#endUs;
  }

  #note(startUs: number, level: number): void {
    this.#startUs[this.#count % MOST_PIECES] = startUs;
    this.#level[this.#count % MOST_PIECES] = level;
    this.#count += 1;
  }
}

/** The sum of what some samples of a piece amount to. */
function levelOf(bytes: Uint8Array, from: number): number {
  const to = Math.min(bytes.byteLength - SAMPLE_BYTES + 1, from + PIECE_SAMPLES * SAMPLE_BYTES);
  let level = 0;
  for (let at = from; at < to; at += STRIDE_BYTES) {
    const left = (((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)) << 16) >> 16;
    const right = (((bytes[at + 2] ?? 0) | ((bytes[at + 3] ?? 0) << 8)) << 16) >> 16;
    level += Math.abs(left) + Math.abs(right);
  }
  return level;
}
