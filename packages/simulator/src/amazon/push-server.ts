import http2, { type IncomingHttpHeaders, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2";
import type { CallLog } from "./call-log.js";
import { type AmazonFaults, faultyAnswer } from "./faults.js";
import { PortListener } from "./port-listener.js";
import { PushLine } from "./push-line.js";
import type { SignIn } from "./sign-in.js";
import type { Clock } from "../clock.js";

const DISPATCH_HOST = /^bob-dispatch-prod-(eu|na|fe)\.amazon\.com$/;
const DIRECTIVES = "/v20160207/directives";

export interface PushServerOptions {
  readonly clock: Clock;
  readonly calls: CallLog;
  readonly faults: AmazonFaults;
  readonly signIn: SignIn;
}

/** The push side: HTTP/2 in plain text, any number of streams for the one account (Amazon reference 7). */
export class PushServer {
  readonly listener: PortListener;
  readonly #options: PushServerOptions;
  readonly #lines = new Set<PushLine>();

  constructor(options: PushServerOptions) {
    this.#options = options;
    this.listener = new PortListener(() => this.#createServer());
  }

  /** How many streams are open. */
  get streams(): number {
    return this.#lines.size;
  }

  /** Sends a frame to every open stream. */
  broadcast(frame: string): void {
    for (const line of this.#lines) line.send(frame);
  }

  #createServer(): http2.Http2Server {
    const server = http2.createServer();
    server.on("session", (session: ServerHttp2Session) => {
      session.on("error", () => undefined);
    });
    server.on("stream", (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
      stream.on("error", () => undefined);
      this.#meet(stream, headers);
    });
    return server;
  }

  #meet(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    const { clock, calls, faults } = this.#options;
    const host = headers[":authority"] ?? "";
    const path = headers[":path"] ?? "";
    calls.add({ atMs: clock.now(), method: headers[":method"] ?? "", host, path });
    const fault = faultyAnswer(faults, path);
    if (fault?.kind === "hang") return;
    const status = fault?.status ?? this.#status(host, path, headers.authorization);
    if (fault === undefined && status === 200) {
      this.#open(stream);
      return;
    }
    stream.respond({ ":status": status });
    stream.end(fault?.body ?? "");
  }

  #status(host: string, path: string, authorization: string | undefined): number {
    if (!DISPATCH_HOST.test(host) || path !== DIRECTIVES) return 404;
    return this.#options.signIn.admitsBearer(authorization) ? 200 : 403;
  }

  #open(stream: ServerHttp2Stream): void {
    const line = new PushLine(stream);
    this.#lines.add(line);
    stream.once("close", () => this.#lines.delete(line));
    line.open();
  }
}
