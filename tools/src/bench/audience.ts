import { once } from "node:events";
import { get } from "node:http";
import { preciseEpochMs } from "./precise-epoch.js";

/** Somebody who fetches one stream and takes whatever comes at once. */
export class Listener {
  readonly #address: string;
  readonly #onBytes: () => void;
  readonly #onFailed: (error: Error) => void;
  #bytes = 0;

  constructor(address: string, onBytes: () => void, onFailed: (error: Error) => void) {
    this.#address = address;
    this.#onBytes = onBytes;
    this.#onFailed = onFailed;
  }

  /** The bytes that the stream has brought until now. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Resolves when the request is on its way. */
  async start(): Promise<void> {
    const request = get(this.#address, { agent: false }, (response) => {
      if (response.statusCode !== 200) this.#onFailed(new Error(`A stream was answered ${response.statusCode}`));
      response.on("data", (piece: Buffer) => {
        this.#bytes += piece.byteLength;
        this.#onBytes();
      });
      response.on("close", () => {
        this.#onFailed(new Error(`A stream ended after ${this.#bytes} bytes`));
      });
    });
    request.on("error", this.#onFailed);
    await once(request, "finish");
  }
}

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

  /** What each stream has brought until now. */
  bytes(): number[] {
    if (this.#failure !== undefined) throw this.#failure;
    return this.#listeners.map(({ bytes }) => bytes);
  }
}
