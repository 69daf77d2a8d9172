import { once } from "node:events";
import { get } from "node:http";
import { preciseEpochMs } from "./precise-epoch.js";

/** Somebody who fetches one stream and takes whatever comes at once. */
export class Listener {
  readonly #address: string;
  readonly #onBytes: () => void;
  readonly #onFailed: (error: Error) => void;
  #bytes = 0;
  #tail: Uint8Array = new Uint8Array(0);
  #silentSinceEpochMs: number | undefined;

  constructor(address: string, onBytes: () => void, onFailed: (error: Error) => void) {
    this.#address = address;
    this.#onBytes = onBytes;
    this.#onFailed = onFailed;
  }

  /** The bytes that the stream has brought until now. */
  get bytes(): number {
    return this.#bytes;
  }

  /** When the stream's bytes turned into those of silence. */
  get silentSinceEpochMs(): number | undefined {
    return this.#silentSinceEpochMs;
  }

  /** Resolves when the request is on its way. */
  async start(): Promise<void> {
    const request = get(this.#address, { agent: false }, (response) => {
      if (response.statusCode !== 200) this.#onFailed(new Error(`A stream was answered ${response.statusCode}`));
      response.on("data", (piece: Buffer) => {
        this.#bytes += piece.byteLength;
        this.#listenFor(piece);
        this.#onBytes();
      });
      response.on("close", () => {
        this.#onFailed(new Error(`A stream ended after ${this.#bytes} bytes`));
      });
    });
    request.on("error", this.#onFailed);
    await once(request, "finish");
  }

  #listenFor(piece: Uint8Array): void {
    this.#tail = Buffer.concat([this.#tail, piece]).subarray(-TAIL_BYTES);
    if (this.#tail.byteLength < TAIL_BYTES || new Set(this.#tail).size > VALUES_OF_SILENCE) return;
    this.#silentSinceEpochMs ??= preciseEpochMs();
  }
}

/** Bytes of the newest audio, fewer than a frame has, that are looked at. */
const TAIL_BYTES = 512;
/** Of the 256 values that a byte can have so few are in that much silence; music has nearly all of them. */
const VALUES_OF_SILENCE = 64;

/** Milliseconds from a request of its own connection to the first byte of its audio; hangs up then. */
export function firstByteMs(address: string): Promise<number> {
  const sinceMs = performance.now();
  return new Promise((resolve, reject) => {
    const request = get(address, { agent: false }, (response) => {
      response.once("data", () => {
        resolve(performance.now() - sinceMs);
        request.destroy();
      });
    });
    request.on("error", reject);
  });
}

/** When every stream had brought enough, and what all had brought together. */
export interface Gathered {
  readonly atEpochMs: number;
  readonly bytes: number;
}

/** All the listeners of a house. */
export class Audience {
  #listeners: readonly Listener[] = [];
  #failure: Error | undefined;
  #look: () => void = () => undefined;

  /** Resolves when every request is on its way. */
  async start(addresses: readonly string[]): Promise<void> {
    const onBytes = (): void => {
      this.#look();
    };
    const onFailed = (error: Error): void => {
      this.#failure ??= error;
      this.#look();
    };
    this.#listeners = addresses.map((address) => new Listener(address, onBytes, onFailed));
    await Promise.all(this.#listeners.map((listener) => listener.start()));
  }

  /** Waits until every stream has brought `bytesEach`. Rejects when one ends or is refused. */
  gather(bytesEach: number): Promise<Gathered> {
    return new Promise((resolve, reject) => {
      this.#look = () => {
        if (this.#failure !== undefined) reject(this.#failure);
        if (!this.#listeners.every(({ bytes }) => bytes >= bytesEach)) return;
        this.#look = () => undefined;
        resolve({ atEpochMs: preciseEpochMs(), bytes: this.bytes().reduce((sum, bytes) => sum + bytes, 0) });
      };
      this.#look();
    });
  }

  /** Waits until so many streams have turned into silence; when the newest of them did. */
  turned(streams: number): Promise<{ readonly atEpochMs: number }> {
    return new Promise((resolve, reject) => {
      this.#look = () => {
        if (this.#failure !== undefined) reject(this.#failure);
        const since = this.#listeners.flatMap(({ silentSinceEpochMs }) => silentSinceEpochMs ?? []);
        if (since.length < streams) return;
        this.#look = () => undefined;
        resolve({ atEpochMs: Math.max(...since) });
      };
      this.#look();
    });
  }

  /** What each stream has brought until now. */
  bytes(): number[] {
    if (this.#failure !== undefined) throw this.#failure;
    return this.#listeners.map(({ bytes }) => bytes);
  }
}
