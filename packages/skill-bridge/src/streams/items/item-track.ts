import type { Frame } from "../frame-ring.js";
import { FRAME_MS } from "../mp3/format.js";
import type { StreamCodec } from "../stream-codec.js";

/**
 * Half an hour of MP3: what is older is forgotten, since an audiobook of twenty hours would be three gigabytes. Who asks for it gets
 * the oldest bytes that are kept.
 */
const MOST_BYTES = 72_000_000;
/** Places of forgotten pieces are given back so many at a time. */
const TIDY_AFTER = 1_024;

/** A part of an item's bytes, and the frame that it is; the head of the codec is none. */
export interface ItemPiece {
  readonly bytes: Uint8Array;
  readonly frame: Frame | undefined;
}

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
  /** The first `#forgotten` ones are emptied. */
  readonly #pieces: (ItemPiece | undefined)[] = [];
  #forgotten = 0;
  /** Where each piece ends in the item, bytes. */
  readonly #ends: number[] = [];
  /** Where in the item the first piece that is kept begins. */
  #keptFromByte = 0;
  #keptFromMs = 0;
  /** Pieces whose place was given back too. */
  #tidied = 0;
  #isComplete = false;
  #isForgotten = false;
  #plannedBytes: number | undefined;
  #firstUs: number | undefined;
  /** How many pieces, from the item's first on, somebody was given. */
  #given = 0;

  constructor(codec: StreamCodec) {
    this.codec = codec;
    if (codec.head.byteLength > 0) this.#push({ bytes: codec.head, frame: undefined });
  }

  /** Bytes that are there. */
  get size(): number {
    return this.#ends.at(-1) ?? this.#keptFromByte;
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
    return this.#keptFromMs === 0 && this.#pieces.every((piece) => piece?.frame === undefined);
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
    if (this.#given >= this.#count || this.#plannedBytes !== undefined) return false;
    this.#isComplete = false;
    return true;
  }

  /** The next bytes from `at` on; undefined where there are none yet. */
  read(at: number): ItemPiece | undefined {
    const index = Math.max(this.#forgotten, this.#indexOf(at));
    const piece = this.#pieces[index];
    if (piece === undefined) return undefined;
    this.#given = Math.max(this.#given, this.#tidied + index + 1);
    const skipped = Math.max(0, at - ((this.#ends[index] ?? 0) - piece.bytes.byteLength));
    return skipped === 0 ? piece : { ...piece, bytes: piece.bytes.subarray(skipped) };
  }

  /** The newest frame that it has. */
  get lastFrame(): Frame | undefined {
    return this.#pieces.at(-1)?.frame;
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
    let first = this.#pieces.length;
    while (this.#tidied + first > this.#given && isAtOrAfter(this.#pieces[first - 1], us)) first--;
    this.#ends.length = first;
    return this.#pieces.splice(first).flatMap((piece) => piece?.frame ?? []);
  }

  /** The item goes on `ms` after its beginning: what lies beyond, given or not, comes again. */
  resumeAt(ms: number): void {
    let atMs = this.#keptFromMs;
    let first = this.#pieces.findIndex((piece, index) => {
      if (index >= this.#forgotten && atMs >= ms) return true;
      atMs += durationMs(piece);
      return false;
    });
    if (first < 0) first = this.#pieces.length;
    this.#pieces.length = first;
    this.#ends.length = first;
    this.#given = Math.min(this.#given, this.#tidied + first);
    this.#isComplete = false;
  }

  /** It was heard long ago and its bytes are given up: who still reads it comes to its end. */
  forget(): void {
    this.#isForgotten = true;
    this.#isComplete = true;
    this.#pieces.length = 0;
    this.#ends.length = 0;
    this.#forgotten = 0;
    this.#keptFromByte = 0;
    this.#keptFromMs = 0;
    this.#tidied = 0;
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
    const frameBytes = this.#pieces.at(-1)?.frame?.bytes.byteLength;
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
    this.#ends.push(this.size + piece.bytes.byteLength);
    this.#pieces.push(piece);
    while (this.size - (this.#ends[this.#forgotten] ?? 0) > MOST_BYTES) this.#forgetOldest();
  }

  #forgetOldest(): void {
    this.#keptFromMs += durationMs(this.#pieces[this.#forgotten]);
    this.#keptFromByte = this.#ends[this.#forgotten] ?? this.#keptFromByte;
    this.#pieces[this.#forgotten++] = undefined;
    if (this.#forgotten < TIDY_AFTER) return;
    this.#pieces.splice(0, this.#forgotten);
    this.#ends.splice(0, this.#forgotten);
    this.#tidied += this.#forgotten;
    this.#forgotten = 0;
  }

  /** Pieces that there ever were. */
  get #count(): number {
    return this.#tidied + this.#pieces.length;
  }

  /** The piece that holds byte `at`. */
  #indexOf(at: number): number {
    let low = 0;
    let high = this.#ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ends[middle] ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function durationMs(piece: ItemPiece | undefined): number {
  return (piece?.frame?.durationUs ?? 0) / 1_000;
}

function isAtOrAfter(piece: ItemPiece | undefined, us: number): boolean {
  return piece?.frame !== undefined && piece.frame.startUs >= us;
}
