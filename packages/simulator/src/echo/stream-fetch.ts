import { request as httpRequest, type ClientRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";

/** Why a fetch brought nothing or broke off. */
export interface FetchFailure {
  /** Present when the server answered something else than 200. */
  readonly status?: number;
  readonly message: string;
}

/** What happens during one GET; nothing is told after `close`. */
export interface FetchListener {
  bytes(chunk: Uint8Array): void;
  ended(): void;
  failed(failure: FetchFailure): void;
}

/**
 * One GET as an Echo makes it: without Range from the beginning, with it from a later byte (a room move, a seek; how Echos fetch, facts 6
 * and 7), and no patience with any other answer than the one that fits.
 */
export class StreamFetch {
  readonly #url: string;
  readonly #listener: FetchListener;
  readonly #from: number;
  readonly #trusted: string | undefined;
  #request: ClientRequest | undefined;
  #response: IncomingMessage | undefined;
  #isPaused = false;
  #isClosed = false;

  /** `from`: the first byte that is asked for. `trusted`: who may vouch for the server, PEM. */
  constructor(url: string, listener: FetchListener, { from = 0, trusted }: { from?: number; trusted?: string } = {}) {
    this.#url = url;
    this.#listener = listener;
    this.#from = from;
    this.#trusted = trusted;
  }

  /** Sends the request. */
  start(): void {
    const send = this.#url.startsWith("https:") ? httpsRequest : httpRequest;
    const range = this.#from === 0 ? {} : { range: `bytes=${String(this.#from)}-` };
    const headers = { "user-agent": "Echo/1.0(APNG)", accept: "*/*", ...range };
    const options = { agent: false, ca: this.#trusted, headers };
    this.#request = send(this.#url, options, (response) => {
      this.#read(response);
    });
    this.#request.on("error", (error) => {
      this.#fail({ message: error.message });
    });
    this.#request.end();
  }

  /** Leaves further bytes with the network, which tells the server by not taking them. */
  pause(): void {
    this.#isPaused = true;
    this.#response?.pause();
  }

  /** Takes bytes again. */
  resume(): void {
    this.#isPaused = false;
    this.#response?.resume();
  }

  /** Hangs up. */
  close(): void {
    this.#isClosed = true;
    this.#request?.destroy();
  }

  #read(response: IncomingMessage): void {
    this.#response = response;
    if (response.statusCode !== (this.#from === 0 ? 200 : 206)) {
      const status = response.statusCode ?? 0;
      this.#fail({ status, message: `The stream was answered with status ${status}` });
      return;
    }
    response.on("data", (chunk: Uint8Array) => {
      if (!this.#isClosed) this.#listener.bytes(chunk);
    });
    response.on("end", () => {
      if (!this.#isClosed) this.#listener.ended();
      this.#isClosed = true;
    });
    response.on("error", (error) => {
      this.#fail({ message: error.message });
    });
    if (this.#isPaused) response.pause();
  }

  #fail(failure: FetchFailure): void {
    if (this.#isClosed) return;
    this.close();
    this.#listener.failed(failure);
  }
}
