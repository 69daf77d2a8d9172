/** Bytes in the order in which they came. */
export class ByteQueue {
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  /** How many bytes wait. */
  get length(): number {
    return this.#length;
  }

  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /** The oldest bytes, at most `limit` of them; undefined when there are none. */
  shift(limit: number): Uint8Array | undefined {
    const chunk = this.#chunks.shift();
    if (chunk === undefined) return undefined;
    const part = chunk.subarray(0, limit);
    if (part.length < chunk.length) this.#chunks.unshift(chunk.subarray(limit));
    this.#length -= part.length;
    return part;
  }
}
