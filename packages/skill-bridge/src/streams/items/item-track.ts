import type { Frame } from "../frame-ring.js";
import { FRAME_MS } from "../mp3/format.js";
import type { StreamCodec } from "../stream-codec.js";
import { ItemBytes, type ItemStorage } from "./item-bytes.js";
import type { ItemPiece } from "./item-pieces.js";

/**
 * The bytes of one item from byte 0, as they grow. Keyed by item and not by Echo: whoever comes later, or asks for a part, gets
 * the same bytes (how Echos fetch, what follows 5).
 */
export class ItemTrack {
  readonly codec: StreamCodec;
  /** Music Assistant's queue item, where it is known. */
  queueItemId: string | undefined;
  /** Where the item is expected to end, server µs, where that is known. */
  endUs: number | undefined;
  readonly #bytes: ItemBytes;
  #isComplete = false;
  #isForgotten = false;
  #plannedBytes: number | undefined;
  #firstUs: number | undefined;
  /** Where the furthest piece ends that somebody was given, bytes. */
  #given = 0;

  /** `storage`: where its older bytes go when it is long; without one they are forgotten. */
  constructor(codec: StreamCodec, storage?: ItemStorage) {
    this.codec = codec;
    this.#bytes = new ItemBytes(storage);
    if (codec.head.byteLength > 0) this.#push({ bytes: codec.head, frame: undefined });
  }

  /** Bytes that are there. */
  get size(): number {
    return this.#bytes.size;
  }

  /** Those of them that are in memory. */
  get inMemory(): number {
    return this.#bytes.inMemory;
  }

  /** No more bytes will come. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Somebody was given some of it. */
  get isGiven(): boolean {
    return this.#given > 0;
  }

  /** No audio yet. */
  get isEmpty(): boolean {
    return this.#bytes.isEmpty;
  }

  /** The total, once it is certain: all bytes are there, or it was promised. */
  get total(): number | undefined {
    return this.#isComplete ? this.size : this.#plannedBytes;
  }

  /** Where the first frame begins on MA's timeline, server µs. */
  get startUs(): number | undefined {
    return this.#firstUs;
  }

  /** The item before was cut too early or too late: it goes on, unless somebody has been given all of it. */
  reopen(): boolean {
    if (this.#given >= this.size || this.#plannedBytes !== undefined) return false;
    this.#isComplete = false;
    return true;
  }

  /**
   * The next bytes from `at` on, or the oldest that are still kept, and where they begin; undefined where there are none yet, or they
   * are still being read.
   */
  read(at: number): { readonly piece: ItemPiece; readonly fromByte: number } | undefined {
    const found = this.#bytes.read(at);
    if (found !== undefined) this.#given = Math.max(this.#given, found.fromByte + found.piece.bytes.byteLength);
    return found;
  }

  /** The newest frame that it has. */
  get lastFrame(): Frame | undefined {
    return this.#bytes.last?.frame;
  }

  /**
   * Takes a frame; false when it lies beyond the promised total, so that it belongs to the next item. `before`: what the first
   * frame of an item followed on in the item before.
   */
  append(frame: Frame, before?: Frame): boolean {
    if (this.#isComplete) return false;
    const precursor = frame.after ?? (this.isEmpty ? before?.bytes : undefined);
    const primer = precursor === undefined ? undefined : this.codec.primer(precursor, frame.bytes);
    if (primer !== undefined) this.#push({ bytes: primer, frame: undefined });
    if (this.#plannedBytes !== undefined && this.size + frame.bytes.byteLength > this.#plannedBytes) return false;
    this.#push({ bytes: frame.bytes, frame });
    if (this.size === this.#plannedBytes) this.#isComplete = true;
    return true;
  }

  /** Takes back what nobody was given from `us` on: it belongs to another item, or was never heard. */
  cutFrom(us: number): Frame[] {
    const taken: Frame[] = [];
    while (this.#isTakenBack(us)) taken.push(...[this.#bytes.pop()?.frame ?? []].flat());
    return taken.reverse();
  }

  #isTakenBack(us: number): boolean {
    const last = this.#bytes.last;
    if (last?.frame === undefined || last.frame.startUs < us) return false;
    return this.size - last.bytes.byteLength >= this.#given;
  }

  /** The item goes on `ms` after its beginning: what lies beyond, given or not, comes again. */
  resumeAt(ms: number): void {
    this.#bytes.cutAt(ms);
    this.#given = Math.min(this.#given, this.size);
    this.#isComplete = false;
  }

  /** It is no item of the queue any more; who still reads it gets what is in memory. */
  leaveDisk(): void {
    this.#bytes.leaveDisk();
  }

  /** It was heard long ago and its bytes are given up: who still reads it comes to its end. */
  forget(): void {
    this.#isForgotten = true;
    this.#isComplete = true;
    this.#bytes.clear();
    this.#given = 0;
  }

  /** Its bytes were given up. */
  get isForgotten(): boolean {
    return this.#isForgotten;
  }

  /** No more audio of this item; a promised total is kept with silence. */
  complete(): void {
    if (this.#isComplete) return;
    for (let left = this.#missing(); left > 0; left = this.#missing()) {
      const bytes = this.codec.silence(undefined);
      this.#push({ bytes: bytes.subarray(0, Math.min(left, bytes.byteLength)), frame: undefined });
    }
    this.#isComplete = true;
  }

  /** The total is promised: every frame of MP3 is 24 ms and equally long, and the cut is ours to choose. Undefined where it cannot be. */
  plan(): number | undefined {
    const { startUs, endUs } = this;
    const frameBytes = this.#bytes.last?.frame?.bytes.byteLength;
    if (this.codec.name !== "mp3") return this.total;
    // A promise as well: after a pause the rest of it comes once more.
    if (this.#isComplete) this.#plannedBytes ??= this.size;
    if (this.total !== undefined) return this.total;
    if (startUs === undefined || endUs === undefined || frameBytes === undefined) return undefined;
    const frames = Math.ceil((endUs - startUs) / 1_000 / FRAME_MS);
    this.#plannedBytes = Math.max(this.size, frames * frameBytes);
    return this.#plannedBytes;
  }

  #missing(): number {
    return (this.#plannedBytes ?? 0) - this.size;
  }

  #push(piece: ItemPiece): void {
    this.#firstUs ??= piece.frame?.startUs;
    this.#bytes.push(piece);
  }
}
