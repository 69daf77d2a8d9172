import type { BlockStore } from "../../ports.js";
import { ItemPieces, type ItemPiece } from "./item-pieces.js";
import { storedBlock } from "./stored-block.js";
import { StoredBlocks } from "./stored-blocks.js";

/** Half an hour of MP3: the most in memory where there is no disk, or it does not take them. What is older is forgotten. */
const MOST_BYTES = 72_000_000;
/** Ten minutes of MP3: songs never touch the disk. */
const STORE_ABOVE_BYTES = 24_000_000;
/** Thirteen seconds of MP3. */
const BLOCK_BYTES = 512_000;

/** Where the bytes of long items go. */
export interface ItemStorage {
  readonly store: BlockStore;
  /** The disk did not take them, or has lost them. */
  readonly failed: (cause: unknown) => void;
}

/** The newest stretch of an item's bytes: the older ones on disk, where there is one, the newer ones in memory. */
export class ItemBytes {
  readonly #storage: ItemStorage | undefined;
  readonly #stored: StoredBlocks | undefined;
  readonly #pieces = new ItemPieces();
  #isStoring = false;
  #hasFailed = false;

  constructor(storage?: ItemStorage) {
    this.#storage = storage;
    this.#stored = storage === undefined ? undefined : new StoredBlocks(storage);
  }

  /** Bytes that there ever were. */
  get size(): number {
    return this.#pieces.endByte;
  }

  /** Those of them that are in memory. */
  get inMemory(): number {
    return this.size - this.#pieces.fromByte;
  }

  /** No audio has come. */
  get isEmpty(): boolean {
    return this.#pieces.fromMs === 0 && !this.#pieces.hasFrames;
  }

  get last(): ItemPiece | undefined {
    return this.#pieces.last;
  }

  push(piece: ItemPiece): void {
    this.#pieces.push(piece);
    this.#store();
    while (this.inMemory - (this.#pieces.first?.bytes.byteLength ?? 0) > MOST_BYTES) this.#forgetOldest();
  }

  /** What is there from byte `at` on, or the oldest; undefined where there is nothing yet, or the disk has not answered yet. */
  read(at: number): { readonly piece: ItemPiece; readonly fromByte: number } | undefined {
    const stored = at < this.#pieces.fromByte ? this.#stored : undefined;
    const found = stored?.first === undefined ? this.#pieces.at(at) : stored.at(at);
    if (found === undefined) return undefined;
    const skipped = Math.max(0, at - found.fromByte);
    if (skipped === 0) return found;
    return { piece: { ...found.piece, bytes: found.piece.bytes.subarray(skipped) }, fromByte: at };
  }

  /** Takes back the newest piece; those on disk stay. */
  pop(): ItemPiece | undefined {
    return this.#pieces.pop();
  }

  /** Lets go of what begins `ms` after the item's beginning, or later. */
  cutAt(ms: number): void {
    if (ms < this.#pieces.fromMs && this.#stored?.first !== undefined) {
      const { fromByte, fromMs } = this.#stored.first;
      this.#stored.cutAt(ms);
      this.#pieces.clear(this.#stored.last?.endByte ?? fromByte, this.#stored.last?.endMs ?? fromMs);
    } else this.#pieces.cutAt(ms);
  }

  /** Lets go of what is on disk. */
  leaveDisk(): void {
    this.#hasFailed = true;
    this.#stored?.clear();
  }

  /** Lets go of all of it. */
  clear(): void {
    this.leaveDisk();
    this.#pieces.clear(0, 0);
  }

  /** Those on disk are older: without a gap only with them. */
  #forgetOldest(): void {
    this.#stored?.clear();
    this.#pieces.shift();
  }

  #store(): void {
    if (this.#storage === undefined || this.#isStoring || this.#hasFailed) return;
    if (this.inMemory < STORE_ABOVE_BYTES + BLOCK_BYTES) return;
    const pieces = this.#pieces.oldest(BLOCK_BYTES);
    if (pieces.length === 0) return;
    this.#isStoring = true;
    this.#storage.store.write(Buffer.concat(pieces.map(({ bytes }) => bytes))).then(
      (name) => {
        this.#isStoring = false;
        this.#adopt(name, pieces);
      },
      (cause: unknown) => {
        this.#isStoring = false;
        this.#hasFailed = true;
        this.#storage?.failed(cause);
      },
    );
  }

  /** They leave memory only now that they are on disk, unless they were taken back or forgotten meanwhile. */
  #adopt(name: string, pieces: readonly ItemPiece[]): void {
    const kept = this.#hasFailed ? [] : this.#pieces.oldest(BLOCK_BYTES);
    if (kept.length !== pieces.length || kept.some((piece, index) => piece !== pieces[index])) {
      this.#storage?.store.remove(name);
      return;
    }
    this.#stored?.push(storedBlock(name, pieces, this.#pieces));
    for (let count = 0; count < pieces.length; count++) this.#pieces.shift();
    this.#store();
  }
}
