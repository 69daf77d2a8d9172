import { ByteQueue } from "./byte-queue.js";
import type { Habits } from "./habits.js";
import { SAMPLE_RATE } from "./heard.js";
import { Mp3Decoding } from "./mp3-decoding.js";
import { SampleQueue } from "./sample-queue.js";
import { StreamFetch, type FetchFailure, type FetchListener } from "./stream-fetch.js";

/** An Echo's own buffer: 200 s at 320 kbit/s. */
const BUFFER_BYTES = 8 * 1_024 * 1_024;
/** So many bytes without a sample are no MP3. */
const UNDECODABLE_BYTES = 256 * 1_024;
const DECODED_AT_ONCE_BYTES = 4_096;

/** What a stream is supplied with. */
export interface StreamSupplyParts {
  readonly url: string;
  /** The first byte that is asked for; 0 when absent. */
  readonly fromByte?: number | undefined;
  /** Who may vouch for the server, PEM; the bundled roots when absent. */
  readonly trusted?: string | undefined;
  readonly habits: Readonly<Habits>;
  /** Every chunk of the body, as it comes. */
  readonly fetched: (chunk: Uint8Array) => void;
  /** The fetch broke off or brought no music. Told once; the supply is closed by then. */
  readonly failed: (failure: FetchFailure) => void;
  /** Whether the stream sounds already: a stream that breaks before that is never fetched again. */
  readonly hasStarted: () => boolean;
}

/** The bytes of one stream: fetched as far as the Echo's buffer reaches, kept compressed, decoded on demand. */
export class StreamSupply {
  readonly #parts: StreamSupplyParts;
  readonly #bytes = new ByteQueue();
  readonly #samples = new SampleQueue();
  readonly #decoding = new Mp3Decoding();
  #fetch: StreamFetch | undefined;
  #isDecoderReady = false;
  #isHalted = false;
  #isClosed = false;
  #hasEnded = false;
  #undecodedBytes = 0;
  #decodedBytes = 0;
  #decodedFrames = 0;

  constructor(parts: StreamSupplyParts) {
    this.#parts = parts;
    void this.#decoding.ready.then(() => {
      this.#isDecoderReady = true;
    });
  }

  /** Decoded audio at hand. */
  get availableMs(): number {
    return (this.#samples.frames * 1_000) / SAMPLE_RATE;
  }

  /** Nothing is left to fetch or to decode; what is decoded may still have to sound. */
  get isExhausted(): boolean {
    return this.#hasEnded && this.#bytes.length === 0;
  }

  /** An estimate at 320 kbit/s of what is still to sound; undefined until the body's end has come. */
  get remainingMs(): number | undefined {
    return this.#hasEnded ? this.availableMs + this.#bytes.length / 40 : undefined;
  }

  /** The byte of the body at which this many frames have sounded: what a GET that goes on there asks for. */
  byteAt(frames: number): number {
    const share = this.#decodedFrames === 0 ? 0 : frames / this.#decodedFrames;
    return (this.#parts.fromByte ?? 0) + Math.floor(this.#decodedBytes * share);
  }

  /** Sends the GET. */
  open(): void {
    const { url, fromByte, trusted } = this.#parts;
    const listener: FetchListener = {
      bytes: (chunk) => {
        this.#bytes.push(chunk);
        this.#parts.fetched(chunk);
        this.regulate();
      },
      ended: () => {
        this.#hasEnded = true;
      },
      failed: (failure) => {
        this.#broken(failure);
      },
    };
    const fetch = new StreamFetch(url, listener, {
      ...(fromByte !== undefined && { from: fromByte }),
      ...(trusted !== undefined && { trusted }),
    });
    this.#fetch = fetch;
    if (this.#isHalted) fetch.pause();
    fetch.start();
  }

  /** Hangs up and gives the decoder back. */
  close(): void {
    this.#isClosed = true;
    this.#fetch?.close();
    this.#decoding.free();
  }

  /** Reads nothing until told otherwise. */
  halt(isHalted: boolean): void {
    this.#isHalted = isHalted;
    this.regulate();
  }

  /** Leaves bytes with the network while the buffer is full, and takes them again when half of it is free. */
  regulate(): void {
    const isFull = this.#bytes.length >= BUFFER_BYTES;
    if (this.#isHalted || isFull || this.#parts.habits.stopsReading) this.#fetch?.pause();
    else if (this.#bytes.length < BUFFER_BYTES / 2) this.#fetch?.resume();
  }

  /** Decodes until `aheadMs` are at hand or the bytes run out. */
  decode(aheadMs: number): void {
    while (this.#isDecoderReady && !this.#isClosed && this.availableMs < aheadMs) {
      const bytes = this.#bytes.shift(DECODED_AT_ONCE_BYTES);
      if (bytes === undefined) return;
      const decoded = this.#decoding.decode(bytes);
      if (!(decoded instanceof Int16Array)) this.#fail({ message: decoded.refused });
      else this.#keep(decoded, bytes.length);
    }
  }

  /** The next `frames` frames, fewer when fewer are at hand. */
  take(frames: number): Int16Array {
    return this.#samples.take(frames);
  }

  #keep(samples: Int16Array, fromBytes: number): void {
    this.#samples.push(samples);
    this.#decodedBytes += fromBytes;
    this.#decodedFrames += samples.length / 2;
    this.#undecodedBytes = samples.length > 0 ? 0 : this.#undecodedBytes + fromBytes;
    if (this.#undecodedBytes > UNDECODABLE_BYTES) this.#fail({ message: "The stream is no MP3" });
  }

  #broken(failure: FetchFailure): void {
    const isWorthAnotherGet = failure.status === undefined && this.#parts.hasStarted();
    if (isWorthAnotherGet && this.#parts.habits.reconnectsFromStart) this.open();
    else this.#fail(failure);
  }

  #fail(failure: FetchFailure): void {
    if (this.#isClosed) return;
    this.close();
    this.#parts.failed(failure);
  }
}
