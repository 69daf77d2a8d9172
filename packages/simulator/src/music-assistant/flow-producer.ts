import { PCM_CODING, type Coding } from "./coding.js";
import { SAMPLE_RATE_HZ } from "./synthesis.js";
import type { QueueItem } from "./tune-queue.js";

/** Bytes of one frame of 16-bit stereo. */
export const FRAME_BYTES = 4;

/** From `frame` of the chunk on, `item` sounds, beginning at its own `itemFrame`. */
export interface ItemStart {
  readonly frame: number;
  readonly item: QueueItem;
  readonly itemFrame: number;
}

/** A stretch of the flow as it goes over the wire, and the items that begin in it. */
export interface FlowChunk {
  readonly payload: Uint8Array;
  readonly frames: number;
  readonly starts: readonly ItemStart[];
}

/**
 * One continuous sound for a whole queue: items follow each other without a gap, not even at a chunk's edge (flow
 * mode, Sendspin reference 0.1).
 */
export class FlowProducer {
  #item: QueueItem | undefined;
  #frame: number;
  #fresh = true;
  readonly #following: (item: QueueItem) => QueueItem | undefined;
  readonly coding: Coding;

  constructor(
    first: QueueItem,
    fromFrame: number,
    following: (item: QueueItem) => QueueItem | undefined,
    coding = PCM_CODING,
  ) {
    this.coding = coding;
    this.#item = first;
    this.#frame = Math.min(fromFrame, first.tune.frames);
    this.#following = following;
  }

  /** How many frames are left in the items known now; stops counting at `enough`. */
  remaining(enough: number): number {
    let frames = 0;
    let item = this.#item;
    for (let at = this.#frame; item !== undefined && frames < enough; at = 0) {
      frames += item.tune.frames - at;
      item = this.#following(item);
    }
    return frames;
  }

  /** The next chunk, a shorter one at the end of the queue, undefined after it. */
  next(): FlowChunk | undefined {
    const { chunkFrames } = this.coding;
    const payload = new Uint8Array(chunkFrames * FRAME_BYTES);
    const starts: ItemStart[] = [];
    let frames = 0;
    while (frames < chunkFrames && this.#item !== undefined) frames += this.#copy(payload, frames, starts);
    if (frames === 0) return undefined;
    return { payload: this.coding.encode(payload.subarray(0, frames * FRAME_BYTES)), frames, starts };
  }

  #copy(payload: Uint8Array, at: number, starts: ItemStart[]): number {
    const item = this.#item;
    if (item === undefined) return 0;
    if (this.#fresh) starts.push({ frame: at, item, itemFrame: this.#frame });
    this.#fresh = false;
    const samples = item.tune.samples();
    const frames = Math.min(payload.length / FRAME_BYTES - at, item.tune.frames - this.#frame);
    const from = samples.byteOffset + this.#frame * FRAME_BYTES;
    payload.set(new Uint8Array(samples.buffer, from, frames * FRAME_BYTES), at * FRAME_BYTES);
    this.#frame += frames;
    if (this.#frame >= item.tune.frames) this.#goOn(item);
    return frames;
  }

  #goOn(item: QueueItem): void {
    this.#item = this.#following(item);
    this.#frame = 0;
    this.#fresh = true;
  }
}

/** Milliseconds of sound in `frames`. */
export function framesToMs(frames: number): number {
  return (frames * 1_000) / SAMPLE_RATE_HZ;
}
