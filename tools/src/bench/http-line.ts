import { connect, type Socket } from "node:net";

/** Alexa gives a skill so long. */
const PATIENCE_MS = 8_000;
const HEAD_END = "\r\n\r\n";

/** What came back. */
export interface LineAnswer {
  readonly status: number;
  readonly text: string;
}

interface Asked {
  readonly resolve: (answer: LineAnswer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One connection on which one request at a time is sent, already written as bytes. It reads no more of HTTP than benchmarks need: a status
 * and a body of known length; anything else rejects. Node's own client would take more processor time than the servers that are measured.
 */
export class HttpLine {
  readonly #socket: Socket;
  #asked: Asked | undefined;
  #come: Buffer = Buffer.alloc(0);

  constructor({ hostname, port }: URL) {
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.#socket.on("timeout", () => this.#socket.destroy(new Error("No answer came in time")));
    this.#socket.on("data", (bytes) => {
      this.#come = this.#come.length === 0 ? bytes : Buffer.concat([this.#come, bytes]);
      this.#read();
    });
    this.#socket.on("error", (error) => {
      this.#fail(error);
    });
    this.#socket.on("close", () => {
      this.#fail(new Error("The server closed the connection"));
    });
  }

  /** Rejects when the connection breaks, or when no answer comes within 8 s. */
  send(request: Buffer): Promise<LineAnswer> {
    return new Promise((resolve, reject) => {
      this.#asked = { resolve, reject };
      this.#socket.setTimeout(PATIENCE_MS);
      this.#socket.write(request);
    });
  }

  /** False when the server has hung up: nothing more can be sent. */
  get isOpen(): boolean {
    return this.#socket.writable;
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(): void {
    const headEnd = this.#come.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.#come.toString("latin1", 0, headEnd);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length === undefined) {
      this.#socket.destroy(new Error("The answer does not say how long it is"));
      return;
    }
    const end = headEnd + HEAD_END.length + Number(length);
    if (this.#come.length < end) return;
    const answer = {
      status: Number(head.slice(9, 12)),
      text: this.#come.toString("utf8", headEnd + HEAD_END.length, end),
    };
    this.#come = this.#come.subarray(end);
    const asked = this.#asked;
    this.#asked = undefined;
    // A line that waits for its next request has all the time there is.
    this.#socket.setTimeout(0);
    asked?.resolve(answer);
  }

  #fail(error: Error): void {
    this.#asked?.reject(error);
    this.#asked = undefined;
  }
}
