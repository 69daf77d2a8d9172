/** PCM as it came from the server. */
export interface PcmPiece {
  /** MA's timestamp of its first sample, server µs. */
  readonly startUs: number;
  readonly pcm: Uint8Array;
}

interface Place {
  readonly startUs: number;
  /** Where it begins, counted from the first byte that ever was in the queue. */
  readonly at: number;
  readonly bytes: number;
}

/** Memory is taken and given back in steps of this. */
const STEP_BYTES = 65_536;
/** Twenty seconds, twice what a server sends ahead; only addresses, no memory, while less waits. */
const MOST_BYTES = 60 * STEP_BYTES;

/**
 * PCM that an encoder has not answered. What a server sends ahead comes within a moment and waits here for seconds: in memory of its
 * own that is given back to the system as it is used up, because the general one would keep the room of the largest rush for ever.
 */
export class PcmQueue {
  #room = new ArrayBuffer(0, { maxByteLength: MOST_BYTES });
  #places: Place[] = [];
  /** The place of the room's first byte. */
  #base = 0;
  #end = 0;

  /** How many pieces there are. */
  get length(): number {
    return this.#places.length;
  }

  /** Copies a piece to the end. */
  push(startUs: number, pcm: Uint8Array): void {
    this.#makeRoom(pcm.byteLength);
    new Uint8Array(this.#room, this.#end - this.#base).set(pcm);
    this.#places.push({ startUs, at: this.#end, bytes: pcm.byteLength });
    this.#end += pcm.byteLength;
  }

  /** The piece at this index, 0 is the oldest; its bytes may be elsewhere after `push` or `drop`. */
  at(index: number): PcmPiece | undefined {
    const place = this.#places[index];
    if (place === undefined) return undefined;
    return { startUs: place.startUs, pcm: new Uint8Array(this.#room, place.at - this.#base, place.bytes) };
  }

  /** Bytes of the piece at this index; 0 where there is none. */
  bytesAt(index: number): number {
    return this.#places[index]?.bytes ?? 0;
  }

  /** Gives up the oldest. */
  drop(count: number): void {
    this.#places.splice(0, count);
    const unused = (this.#places[0]?.at ?? this.#end) - this.#base;
    if (unused >= STEP_BYTES) this.#moveUp(unused);
  }

  /** Gives up everything. */
  clear(): void {
    this.drop(this.length);
    this.#room.resize(0);
    this.#base = this.#end;
  }

  #moveUp(unused: number): void {
    new Uint8Array(this.#room).copyWithin(0, unused, this.#end - this.#base);
    this.#base += unused;
    this.#room.resize(inSteps(this.#end - this.#base));
  }

  #makeRoom(bytes: number): void {
    const needed = inSteps(this.#end - this.#base + bytes);
    if (needed > this.#room.maxByteLength) this.#room = larger(this.#room, needed);
    else if (needed > this.#room.byteLength) this.#room.resize(needed);
  }
}

function inSteps(bytes: number): number {
  return Math.ceil(bytes / STEP_BYTES) * STEP_BYTES;
}

/** An encoder that hangs is waited for. */
function larger(room: ArrayBuffer, bytes: number): ArrayBuffer {
  const more = new ArrayBuffer(bytes, { maxByteLength: 2 * bytes });
  new Uint8Array(more).set(new Uint8Array(room));
  return more;
}
