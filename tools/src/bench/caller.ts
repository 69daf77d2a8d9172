import { HttpLine } from "./http-line.js";

/** A request that is ready to be sent. */
export interface ReadyRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Calls one server over connections that stay open. */
export class Caller {
  readonly #url: URL;
  readonly #isGood: (text: string) => boolean;
  readonly #idle: HttpLine[] = [];
  readonly #lines = new Set<HttpLine>();

  /** `isGood` judges the text of an answer. */
  constructor(url: string, isGood: (text: string) => boolean) {
    this.#url = new URL(url);
    this.#isGood = isGood;
  }

  /**
   * Sends the requests at an even rate, whether or not earlier ones have been answered. Milliseconds from the sending to
   * the end of the answer, one for each; undefined for what was refused, wrong or late.
   */
  async call(requests: readonly ReadyRequest[], requestsPerSecond: number): Promise<(number | undefined)[]> {
    const startMs = performance.now();
    const calls: Promise<number | undefined>[] = [];
    const packed = requests.map((request) => this.#packed(request));
    for (const [index, bytes] of packed.entries()) {
      await until(startMs + (index * 1_000) / requestsPerSecond);
      calls.push(this.#send(bytes).catch(() => undefined));
    }
    return Promise.all(calls);
  }

  /** Sends the requests over so many connections, each as soon as the one before it was answered. The same figures, and how long it took. */
  async race(
    requests: readonly ReadyRequest[],
    connections: number,
  ): Promise<{ readonly calls: readonly (number | undefined)[]; readonly tookMs: number }> {
    const calls: (number | undefined)[] = [];
    const waiting = requests.map((request) => this.#packed(request)).values();
    const run = async (): Promise<void> => {
      for (const bytes of waiting) calls.push(await this.#send(bytes).catch(() => undefined));
    };
    const startMs = performance.now();
    await Promise.all(Array.from({ length: connections }, run));
    return { calls, tookMs: performance.now() - startMs };
  }

  /** Closes the connections. */
  stop(): void {
    for (const line of this.#lines) line.close();
  }

  /** One request as it goes over the wire: written once, so that the client takes nothing from the server's processor meanwhile. */
  #packed({ headers, body }: ReadyRequest): Buffer {
    const all = {
      host: this.#url.host,
      "content-type": "application/json; charset=utf-8",
      "content-length": String(body.length),
      ...headers,
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    return Buffer.concat([Buffer.from(`POST ${this.#url.pathname} HTTP/1.1\r\n${lines.join("")}\r\n`), body]);
  }

  async #send(bytes: Buffer): Promise<number | undefined> {
    const line = this.#idleLine() ?? this.#open();
    const sentMs = performance.now();
    const { status, text } = await line.send(bytes);
    const latencyMs = performance.now() - sentMs;
    this.#idle.push(line);
    return status === 200 && this.#isGood(text) ? latencyMs : undefined;
  }

  #idleLine(): HttpLine | undefined {
    let line = this.#idle.pop();
    while (line?.isOpen === false) line = this.#idle.pop();
    return line;
  }

  #open(): HttpLine {
    const line = new HttpLine(this.#url);
    this.#lines.add(line);
    return line;
  }
}

function until(dueMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, dueMs - performance.now())));
}
