import http, { type IncomingMessage, type ServerResponse } from "node:http";
import https from "node:https";
import type { Clock } from "../clock.js";
import type { ApiAnswer, ApiRequest } from "./api-answer.js";
import type { CallLog } from "./call-log.js";
import type { AmazonFaults } from "./faults/faults.js";
import { faultyAnswer } from "./faults/faulty-answer.js";
import { PortListener } from "./port-listener.js";
import { asAmazonSeesIt, asTheBrowserNeedsIt } from "./sign-in/loopback-view.js";

export interface ApiServerOptions {
  readonly clock: Clock;
  readonly calls: CallLog;
  readonly faults: AmazonFaults;
  readonly answer: (request: ApiRequest) => ApiAnswer;
  /** Something that is nobody's request went wrong. */
  readonly failed: (error: unknown) => void;
}

/** The web API's sockets: reads requests, counts them, and puts the faults before the answers. */
export class ApiServer {
  readonly listener: PortListener;
  readonly #options: ApiServerOptions;

  constructor(options: ApiServerOptions) {
    this.#options = options;
    this.listener = new PortListener(() => http.createServer(this.#take));
  }

  /** The same answers over TLS, on a port of their own; the caller listens and closes. */
  secured(certificate: { readonly key: string; readonly cert: string }): PortListener {
    return new PortListener(() => https.createServer(certificate, this.#take));
  }

  readonly #take = (message: IncomingMessage, response: ServerResponse): void => {
    this.#serve(message, response).catch((error: unknown) => {
      this.#options.failed(error);
      response.destroy();
    });
  };

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    // One that breaks off is over: its socket is gone and there is nobody to answer.
    const request = await read(message).catch(() => undefined);
    if (request === undefined) return;
    const viewed = asAmazonSeesIt(request);
    const answer = this.#answer(viewed ?? request);
    if (answer === "hang") return;
    if (answer === "reset") {
      message.socket.resetAndDestroy();
      return;
    }
    const base = `http://${message.headers.host ?? ""}`;
    const { status, contentType, body, headers } =
      viewed === undefined ? answer : asTheBrowserNeedsIt(answer, viewed, base);
    response.writeHead(status, { "content-type": contentType, ...headers });
    response.end(body);
  }

  #answer(request: ApiRequest): ApiAnswer | "hang" | "reset" {
    const { clock, calls, faults, answer } = this.#options;
    const { method, host, path } = request;
    calls.add({ atMs: clock.now(), method, host, path });
    const fault = faultyAnswer(faults, path);
    if (fault === undefined) return answer(request);
    return fault.kind === "answer" ? fault.answer : fault.kind;
  }
}

async function read(message: IncomingMessage): Promise<ApiRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const host = message.headers.host ?? "";
  const url = new URL(message.url ?? "/", "https://host.invalid");
  return {
    method: message.method ?? "",
    host: host.replace(/:\d+$/, ""),
    path: url.pathname,
    query: url.searchParams,
    headers: message.headers,
    body: Buffer.concat(chunks).toString("utf8"),
  };
}
