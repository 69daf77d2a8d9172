export const CHUNK_MS = 500;
const BYTES_PER_MS = 192;
const chunks = new Map<string, Uint8Array>();

/** Half a second of PCM of an item, in which every byte is its number. */
export function chunkOf(item: string): Uint8Array {
  const known = chunks.get(item) ?? new Uint8Array(CHUNK_MS * BYTES_PER_MS).fill(Number(item));
  chunks.set(item, known);
  return known;
}

/** The item that a piece of audio is of. */
export function itemOf(pcm: Uint8Array): string {
  return String(pcm[0] ?? 0);
}
