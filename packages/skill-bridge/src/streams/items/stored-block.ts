import { durationMs, type ItemPiece } from "./item-pieces.js";

/** A stretch of an item that is on disk: what its pieces are stays here, in as little memory as that takes. */
export interface StoredBlock {
  readonly name: string;
  /** Where in the item it begins. */
  readonly fromByte: number;
  readonly fromMs: number;
  /** Its last byte is before this one; what the file has beyond is void. */
  readonly endByte: number;
  readonly endMs: number;
  readonly lengths: Uint32Array;
  readonly generations: Uint32Array;
  /** NaN where the piece is no frame. */
  readonly startsUs: Float64Array;
  readonly durationsUs: Float64Array;
}

/** The block of these pieces, whose bytes were kept under this name. */
export function storedBlock(
  name: string,
  pieces: readonly ItemPiece[],
  from: Pick<StoredBlock, "fromByte" | "fromMs">,
): StoredBlock {
  return {
    name,
    fromByte: from.fromByte,
    fromMs: from.fromMs,
    endByte: pieces.reduce((end, { bytes }) => end + bytes.byteLength, from.fromByte),
    endMs: pieces.reduce((end, piece) => end + durationMs(piece), from.fromMs),
    lengths: Uint32Array.from(pieces, ({ bytes }) => bytes.byteLength),
    generations: Uint32Array.from(pieces, ({ frame }) => frame?.generation ?? 0),
    startsUs: Float64Array.from(pieces, ({ frame }) => frame?.startUs ?? NaN),
    durationsUs: Float64Array.from(pieces, ({ frame }) => frame?.durationUs ?? 0),
  };
}

/** The piece at byte `at` of the item, whole, out of the block's bytes, and where it begins. */
export function pieceOf(
  block: StoredBlock,
  bytes: Uint8Array,
  at: number,
): { readonly piece: ItemPiece; readonly fromByte: number } {
  let index = 0;
  let fromByte = block.fromByte;
  for (let end = fromByte + lengthAt(block, 0); end <= at; end += lengthAt(block, index)) {
    fromByte = end;
    index += 1;
  }
  const begin = fromByte - block.fromByte;
  const own = bytes.subarray(begin, begin + lengthAt(block, index));
  const startUs = block.startsUs[index] ?? NaN;
  if (Number.isNaN(startUs)) return { piece: { bytes: own, frame: undefined }, fromByte };
  const [durationUs = 0, generation = 0] = [block.durationsUs[index], block.generations[index]];
  return { piece: { bytes: own, frame: { generation, startUs, durationUs, bytes: own } }, fromByte };
}

/** The block without what begins `ms` after the item's beginning, or later; undefined where that is all of it. */
export function cutBlock(block: StoredBlock, ms: number): StoredBlock | undefined {
  let [endByte, endMs, kept] = [block.fromByte, block.fromMs, 0];
  for (; kept < block.lengths.length && endMs < ms; kept++) {
    endByte += lengthAt(block, kept);
    endMs += (block.durationsUs[kept] ?? 0) / 1_000;
  }
  return kept === 0 ? undefined : { ...block, endByte, endMs, lengths: block.lengths.subarray(0, kept) };
}

function lengthAt({ lengths }: StoredBlock, index: number): number {
  // A place that is none ends the search for it.
  return lengths[index] ?? Infinity;
}
