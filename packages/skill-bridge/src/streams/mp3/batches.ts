/** Encodes one generation of one player. */
export interface Encoding {
  /** Adds PCM; the caller must not change it. */
  encode(pcm: Uint8Array): void;
  /** No more audio: the last frames come out. */
  finish(): void;
  /** The output is not wanted any more. */
  drop(): void;
}

/** Smaller pieces cost more in messages than in encoding. */
const BATCH_BYTES = 9_600;
/**
 * Batches that a thread has at a time: one that it works on, and one to go on with. What a server sends ahead waits here, where it
 * is not copied and where no other stream waits behind it.
 */
const MOST_AWAY = 2;

/** As `Encoding`, but takes many pieces at once; every batch is answered. */
interface BatchEncoding extends Omit<Encoding, "encode"> {
  encode(pieces: readonly Uint8Array[], bytes: number): void;
}

/** Gathers small pieces into batches; the very first piece goes out at once, so that the first frame is not waited for. */
export class Batches implements Encoding {
  readonly #encoding: BatchEncoding;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #away = 0;
  #isFirst = true;
  #isFinishing = false;

  constructor(encoding: BatchEncoding) {
    this.#encoding = encoding;
  }

  encode(pcm: Uint8Array): void {
    this.#waiting.push(pcm);
    this.#waitingBytes += pcm.byteLength;
    this.#sendDue();
  }

  finish(): void {
    this.#isFinishing = true;
    this.#sendDue();
  }

  drop(): void {
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#encoding.drop();
  }

  /** The thread has answered a batch. */
  answered(): void {
    this.#away -= 1;
    this.#sendDue();
  }

  #sendDue(): void {
    while (this.#away < MOST_AWAY && this.#isDue()) this.#send();
    if (!this.#isFinishing || this.#waitingBytes > 0) return;
    this.#isFinishing = false;
    this.#encoding.finish();
  }

  #isDue(): boolean {
    if (this.#waitingBytes === 0) return false;
    return this.#isFirst || this.#isFinishing || this.#waitingBytes >= BATCH_BYTES;
  }

  #send(): void {
    let bytes = 0;
    let pieces = 0;
    while (pieces < this.#waiting.length && (bytes === 0 || bytes < BATCH_BYTES)) {
      bytes += this.#waiting[pieces++]?.byteLength ?? 0;
    }
    this.#encoding.encode(this.#waiting.splice(0, pieces), bytes);
    this.#waitingBytes -= bytes;
    this.#away += 1;
    this.#isFirst = false;
  }
}
