import type { StreamCodec } from "../stream-codec.js";

/** What decoders skip, to be sent while an item's audio is waited for. */
export interface ItemPadding {
  /** Begins the padding; what it announces must follow. */
  readonly head: Uint8Array;
  /** Bytes that must follow the head before the audio. */
  readonly size: number;
}

/** Ten minutes at one byte a second would be 600; a whole tag costs a moment when the audio comes early. */
const PADDING_BYTES = 4_096;
const STREAMINFO_TYPE_AT = 4;
const LAST_BLOCK = 0x80;
const PADDING_TYPE = 1;

/** An empty ID3v2 tag before MP3; after FLAC's head a PADDING block (RFC 9639, 8.3), so that the head is no longer the last block. */
export function itemPadding({ name, head }: StreamCodec): ItemPadding {
  if (name === "mp3")
    return { head: Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, ...synchsafe(PADDING_BYTES)]), size: PADDING_BYTES };
  const streamInfo = Uint8Array.from(head);
  streamInfo[STREAMINFO_TYPE_AT] = (streamInfo[STREAMINFO_TYPE_AT] ?? 0) & ~LAST_BLOCK;
  const block = [LAST_BLOCK | PADDING_TYPE, 0, PADDING_BYTES >> 8, PADDING_BYTES & 0xff];
  return { head: Buffer.concat([streamInfo, Buffer.from(block)]), size: PADDING_BYTES };
}

/** Seven bits a byte, as ID3v2 writes sizes. */
function synchsafe(value: number): number[] {
  return [21, 14, 7, 0].map((shift) => (value >> shift) & 0x7f);
}
