import type { Turn } from "./turns.js";

/** Encodes one generation of one player. */
export interface Encoding {
  /** Enough waits; more is welcome when that was sent. */
  readonly isFull: boolean;
  /** Adds PCM, which is copied. */
  encode(pcm: Uint8Array): void;
  /** No more audio: the last frames come out. */
  finish(): void;
  /** The output is not wanted any more. */
  drop(): void;
}

/** Smaller pieces cost more in messages than in encoding. */
const BATCH_BYTES = 9_600;
/** As many are needed until the first frames come out of an encoder. */
const URGENT_BATCHES = 4;

/** What batches are sent to. */
export interface BatchEncoding extends Omit<Encoding, "isFull"> {
  /** Memory for a batch, which is given away with it. */
  readonly roomFor: (bytes: number) => ArrayBuffer;
  /** A batch may be due: it is sent when its turn comes. */
  ask(turn: Turn): void;
  /** Every batch is answered. */
  encode(pcm: Uint8Array<ArrayBuffer>): void;
  /** A batch was sent, so that more is welcome. */
  sent(): void;
}

/** Gathers small pieces into batches; the very first piece is one by itself, so that the first frame is not waited for. */
export class Batches implements Encoding, Turn {
  readonly #encoding: BatchEncoding;
  #room: ArrayBuffer | undefined;
  #waitingBytes = 0;
  #sent = 0;
  #isFinishing = false;
  #isDropped = false;

  constructor(encoding: BatchEncoding) {
    this.#encoding = encoding;
  }

  get isFull(): boolean {
    return this.#waitingBytes >= BATCH_BYTES;
  }

  get isDue(): boolean {
    if (this.#waitingBytes === 0 || this.#isDropped) return false;
    return this.#sent === 0 || this.#isFinishing || this.isFull;
  }

  get isUrgent(): boolean {
    return this.#sent < URGENT_BATCHES;
  }

  encode(pcm: Uint8Array): void {
    const room = this.#roomFor(this.#waitingBytes + pcm.byteLength);
    new Uint8Array(room).set(pcm, this.#waitingBytes);
    this.#waitingBytes += pcm.byteLength;
    this.#encoding.ask(this);
  }

  finish(): void {
    this.#isFinishing = true;
    if (this.#waitingBytes > 0) this.#encoding.ask(this);
    else this.#encoding.finish();
  }

  drop(): void {
    this.#isDropped = true;
    this.#encoding.drop();
  }

  send(): void {
    if (this.#room === undefined) return;
    const pcm = new Uint8Array(this.#room, 0, this.#waitingBytes);
    this.#room = undefined;
    this.#waitingBytes = 0;
    this.#sent += 1;
    this.#encoding.encode(pcm);
    if (this.#isFinishing) this.#encoding.finish();
    else this.#encoding.sent();
  }

  #roomFor(bytes: number): ArrayBuffer {
    const room = (this.#room ??= this.#encoding.roomFor(bytes));
    if (room.byteLength >= bytes) return room;
    this.#room = this.#encoding.roomFor(bytes);
    new Uint8Array(this.#room).set(new Uint8Array(room, 0, this.#waitingBytes));
    return this.#room;
  }
}
