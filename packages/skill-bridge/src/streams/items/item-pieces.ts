import type { Frame } from "../frame-ring.js";

/** Places of emptied pieces are given back so many at a time: dropping from the front of an array moves the rest. */
const TIDY_AFTER = 1_024;

/** A part of an item's bytes, and the frame that it is; the head of the codec is none. */
export interface ItemPiece {
  readonly bytes: Uint8Array;
  readonly frame: Frame | undefined;
}

/** Milliseconds that a piece sounds. */
export function durationMs(piece: ItemPiece | undefined): number {
  return (piece?.frame?.durationUs ?? 0) / 1_000;
}

/** A stretch of an item's pieces in memory, which grows and shrinks at both of its ends. */
export class ItemPieces {
  /** The first `#emptied` ones are. */
  #pieces: (ItemPiece | undefined)[] = [];
  /** Where each piece ends in the item, bytes. */
  #ends: number[] = [];
  #emptied = 0;
  #fromByte = 0;
  #fromMs = 0;

  /** Where in the item the stretch begins. */
  get fromByte(): number {
    return this.#fromByte;
  }

  get fromMs(): number {
    return this.#fromMs;
  }

  /** Where it ends. */
  get endByte(): number {
    return this.#ends.at(-1) ?? this.#fromByte;
  }

  get length(): number {
    return this.#pieces.length - this.#emptied;
  }

  get first(): ItemPiece | undefined {
    return this.#pieces[this.#emptied];
  }

  get last(): ItemPiece | undefined {
    return this.#pieces.at(-1);
  }

  /** Some of them are audio. */
  get hasFrames(): boolean {
    return this.#pieces.some((piece) => piece?.frame !== undefined);
  }

  /** The oldest ones that are `most` bytes together. */
  oldest(most: number): ItemPiece[] {
    const end = this.#indexOf(this.#fromByte + most);
    return this.#pieces.slice(this.#emptied, end).flatMap((piece) => piece ?? []);
  }

  /** The piece at byte `at`, whole, and where it begins. */
  at(at: number): { readonly piece: ItemPiece; readonly fromByte: number } | undefined {
    const index = Math.max(this.#emptied, this.#indexOf(at));
    const piece = this.#pieces[index];
    return piece === undefined ? undefined : { piece, fromByte: (this.#ends[index] ?? 0) - piece.bytes.byteLength };
  }

  push(piece: ItemPiece): void {
    this.#ends.push(this.endByte + piece.bytes.byteLength);
    this.#pieces.push(piece);
  }

  pop(): ItemPiece | undefined {
    if (this.length === 0) return undefined;
    this.#ends.pop();
    return this.#pieces.pop();
  }

  shift(): void {
    if (this.length === 0) return;
    this.#fromMs += durationMs(this.first);
    this.#fromByte = this.#ends[this.#emptied] ?? this.#fromByte;
    this.#pieces[this.#emptied++] = undefined;
    if (this.#emptied < TIDY_AFTER) return;
    this.#pieces.splice(0, this.#emptied);
    this.#ends.splice(0, this.#emptied);
    this.#emptied = 0;
  }

  /** Lets go of what begins `ms` after the item's beginning, or later. */
  cutAt(ms: number): void {
    let atMs = this.#fromMs;
    let kept = this.#emptied;
    while (kept < this.#pieces.length && atMs < ms) atMs += durationMs(this.#pieces[kept++]);
    this.#pieces.length = kept;
    this.#ends.length = kept;
  }

  /** Lets go of all of it; what comes next begins there. */
  clear(fromByte: number, fromMs: number): void {
    this.#pieces = [];
    this.#ends = [];
    this.#emptied = 0;
    this.#fromByte = fromByte;
    this.#fromMs = fromMs;
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
