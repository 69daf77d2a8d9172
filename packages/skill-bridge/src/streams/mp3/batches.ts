/** Encodes one generation of one player. */
export interface Encoding {
  /** Enough waits; more is welcome after the next answer. */
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
/** Batches that a thread has at a time: one that it works on, and one to go on with, so that no other stream waits long behind them. */
const MOST_AWAY = 2;

/** Takes many pieces at once; every batch is answered. */
interface BatchEncoding extends Omit<Encoding, "isFull"> {
  /** Memory for a batch, which is given away with it. */
  readonly roomFor: (bytes: number) => ArrayBuffer;
  encode(pcm: Uint8Array<ArrayBuffer>): void;
}

/** Gathers small pieces into batches; the very first piece goes out at once, so that the first frame is not waited for. */
export class Batches implements Encoding {
  readonly #encoding: BatchEncoding;
  #room: ArrayBuffer | undefined;
  #waitingBytes = 0;
  #away = 0;
  #isFirst = true;
  #isFinishing = false;

  constructor(encoding: BatchEncoding) {
    this.#encoding = encoding;
  }

  get isFull(): boolean {
    return this.#away >= MOST_AWAY && this.#waitingBytes >= BATCH_BYTES;
  }

  encode(pcm: Uint8Array): void {
    const room = this.#roomFor(this.#waitingBytes + pcm.byteLength);
    new Uint8Array(room).set(pcm, this.#waitingBytes);
    this.#waitingBytes += pcm.byteLength;
    this.#sendDue();
  }

  finish(): void {
    this.#isFinishing = true;
    this.#sendDue();
  }

  drop(): void {
    this.#waitingBytes = 0;
    this.#encoding.drop();
  }

  /** The thread has answered a batch. */
  answered(): void {
    this.#away -= 1;
    this.#sendDue();
  }

  #roomFor(bytes: number): ArrayBuffer {
    const room = (this.#room ??= this.#encoding.roomFor(bytes));
    if (room.byteLength >= bytes) return room;
    this.#room = this.#encoding.roomFor(bytes);
    new Uint8Array(this.#room).set(new Uint8Array(room, 0, this.#waitingBytes));
    return this.#room;
  }

  #sendDue(): void {
    if (this.#away < MOST_AWAY && this.#isDue) this.#send();
    if (!this.#isFinishing || this.#waitingBytes > 0) return;
    this.#isFinishing = false;
    this.#encoding.finish();
  }

  get #isDue(): boolean {
    if (this.#waitingBytes === 0) return false;
    return this.#isFirst || this.#isFinishing || this.#waitingBytes >= BATCH_BYTES;
  }

  #send(): void {
    const room = this.#room;
    if (room === undefined) return;
    this.#encoding.encode(new Uint8Array(room, 0, this.#waitingBytes));
    this.#room = undefined;
    this.#waitingBytes = 0;
    this.#away += 1;
    this.#isFirst = false;
  }
}
