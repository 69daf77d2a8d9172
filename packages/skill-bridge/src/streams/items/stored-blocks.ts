import { LRUCache } from "lru-cache";
import type { BlockStore } from "../../ports.js";
import type { ItemPiece } from "./item-pieces.js";
import { cutBlock, pieceOf, type StoredBlock } from "./stored-block.js";

/** Seven hours of MP3 at 320 kbit/s. What is older is forgotten, and who asks for it gets the oldest that is kept. */
const MOST_STORED_BYTES = 1_000_000_000;
/** Two of each reader, the one that is read and the next one; more readers than four of one item's past read the disk more often. */
const MOST_LOADED = 8;

interface Loaded {
  bytes: Uint8Array | undefined;
}

export interface StoredBlocksParts {
  readonly store: BlockStore;
  /** What was kept cannot be read any more. */
  readonly failed: (cause: unknown) => void;
}

/**
 * The past of one item on disk, one stretch from its oldest block to its newest. Read without waiting: a block that is not here yet is
 * being read, and the responses look again a tenth of a second later; a disk that sleeps must not hold up the whole house, as a
 * synchronous read would. The next block is read ahead, so that only the first one is waited for.
 */
export class StoredBlocks {
  readonly #parts: StoredBlocksParts;
  #blocks: StoredBlock[] = [];
  readonly #loaded = new LRUCache<string, Loaded>({ max: MOST_LOADED });

  constructor(parts: StoredBlocksParts) {
    this.#parts = parts;
  }

  get first(): StoredBlock | undefined {
    return this.#blocks[0];
  }

  get last(): StoredBlock | undefined {
    return this.#blocks.at(-1);
  }

  push(block: StoredBlock): void {
    this.#blocks.push(block);
    while (block.endByte - (this.first?.fromByte ?? 0) > MOST_STORED_BYTES) this.#drop(0, 1);
  }

  /** The piece at byte `at`, whole, or the oldest; undefined while its block is being read. */
  at(at: number): { readonly piece: ItemPiece; readonly fromByte: number } | undefined {
    const index = Math.max(
      0,
      this.#blocks.findLastIndex(({ fromByte }) => fromByte <= at),
    );
    const block = this.#blocks[index];
    if (block === undefined) return undefined;
    const { bytes } = this.#load(block);
    const next = this.#blocks[index + 1];
    if (next !== undefined) this.#load(next);
    return bytes === undefined ? undefined : pieceOf(block, bytes, Math.max(at, block.fromByte));
  }

  /** Lets go of what begins `ms` after the item's beginning, or later. */
  cutAt(ms: number): void {
    const first = this.#blocks.findIndex(({ endMs }) => endMs >= ms);
    const block = this.#blocks[first];
    if (block === undefined) return;
    const kept = cutBlock(block, ms);
    if (kept !== undefined) this.#blocks[first] = kept;
    this.#drop(kept === undefined ? first : first + 1, Infinity);
  }

  clear(): void {
    this.#drop(0, Infinity);
  }

  #drop(index: number, count: number): void {
    for (const { name } of this.#blocks.splice(index, count)) {
      this.#loaded.delete(name);
      this.#parts.store.remove(name);
    }
  }

  #load(block: StoredBlock): Loaded {
    const known = this.#loaded.get(block.name);
    if (known !== undefined) return known;
    const loaded: Loaded = { bytes: undefined };
    this.#loaded.set(block.name, loaded);
    this.#read(block).then(
      (bytes) => {
        loaded.bytes = bytes;
      },
      (cause: unknown) => {
        this.#lose(block.name, cause);
      },
    );
    return loaded;
  }

  async #read(block: StoredBlock): Promise<Uint8Array> {
    const bytes = await this.#parts.store.read(block.name);
    if (bytes.byteLength < block.endByte - block.fromByte) throw new Error("A block of an item has lost its end");
    return bytes;
  }

  /** What cannot be read is forgotten with all before it: what is kept is always one stretch. */
  #lose(name: string, cause: unknown): void {
    const index = this.#blocks.findIndex((block) => block.name === name);
    if (index < 0) return;
    this.#drop(0, index + 1);
    this.#parts.failed(cause);
  }
}
