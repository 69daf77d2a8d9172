import { Agent, request as httpRequest } from "node:http";

/** A request that is ready to be sent. */
export interface ReadyRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Alexa gives a skill so long. */
const PATIENCE_MS = 8_000;

/** Calls one server over connections that stay open. */
export class Caller {
  readonly #url: string;
  readonly #isGood: (text: string) => boolean;
  readonly #agent = new Agent({ keepAlive: true });

  /** `isGood` judges the text of an answer. */
  constructor(url: string, isGood: (text: string) => boolean) {
    this.#url = url;
    this.#isGood = isGood;
  }

  /**
   * Sends the requests at an even rate, whether or not earlier ones have been answered. Milliseconds from the sending to
   * the end of the answer, one for each; undefined for what was refused, wrong or late.
   */
  async call(requests: readonly ReadyRequest[], requestsPerSecond: number): Promise<(number | undefined)[]> {
    const startMs = performance.now();
    const calls: Promise<number | undefined>[] = [];
    for (const [index, request] of requests.entries()) {
      await until(startMs + (index * 1_000) / requestsPerSecond);
      calls.push(this.#send(request).catch(() => undefined));
    }
    return Promise.all(calls);
  }

  /** Sends the requests over so many connections, each as soon as the one before it was answered. The same figures. */
  async race(requests: readonly ReadyRequest[], connections: number): Promise<(number | undefined)[]> {
    const calls: (number | undefined)[] = [];
    const waiting = requests.values();
    const run = async (): Promise<void> => {
      for (const request of waiting) calls.push(await this.#send(request).catch(() => undefined));
    };
    await Promise.all(Array.from({ length: connections }, run));
    return calls;
  }

  /** Closes the connections. */
  stop(): void {
    this.#agent.destroy();
  }

  #send({ headers, body }: ReadyRequest): Promise<number | undefined> {
    const sentMs = performance.now();
    return new Promise((resolve, reject) => {
      const lengths = { "content-type": "application/json; charset=utf-8", "content-length": String(body.length) };
      const options = { method: "POST", agent: this.#agent, timeout: PATIENCE_MS, headers: { ...lengths, ...headers } };
      const request = httpRequest(this.#url, options, (response) => {
        const pieces: Buffer[] = [];
        response.on("data", (piece: Buffer) => pieces.push(piece));
        response.on("error", reject);
        response.on("end", () => {
          const latencyMs = performance.now() - sentMs;
          const isGood = response.statusCode === 200 && this.#isGood(Buffer.concat(pieces).toString("utf8"));
          resolve(isGood ? latencyMs : undefined);
        });
      });
      request.on("timeout", () => request.destroy(new Error("No answer came in time")));
      request.on("error", reject);
      request.end(body);
    });
  }
}

function until(dueMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, dueMs - performance.now())));
}
