import http2, { type IncomingHttpHeaders, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2";
import type { Clock } from "../../clock.js";
import type { CallLog } from "../call-log.js";
import { type AmazonFaults, faultyAnswer } from "../faults/faults.js";
import type { SimulatedCustomer } from "../people/customer.js";
import { PortListener } from "../port-listener.js";
import type { Credentials, Phone } from "../sign-in/credentials.js";
import { PushLine } from "./push-line.js";

const DISPATCH_HOST = /^bob-dispatch-prod-(eu|na|fe)\.amazon\.com$/;
const DIRECTIVES = "/v20160207/directives";

export interface PushServerOptions {
  readonly clock: Clock;
  readonly calls: CallLog;
  readonly faults: AmazonFaults;
  readonly credentials: Credentials;
}

/** The push side: HTTP/2 in plain text, any number of streams for each phone (Amazon reference 7). */
export class PushServer {
  readonly listener: PortListener;
  readonly #options: PushServerOptions;
  readonly #lines = new Map<PushLine, Phone>();

  constructor(options: PushServerOptions) {
    this.#options = options;
    this.listener = new PortListener(() => this.#createServer());
  }

  /** How many streams are open. */
  get streams(): number {
    return this.#lines.size;
  }

  /** Sends a frame to every open stream of the customer's. */
  send(customer: SimulatedCustomer, frame: string): void {
    for (const [line, phone] of this.#lines) if (phone.customer === customer) line.send(frame);
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
    const { clock, calls, credentials, faults } = this.#options;
    const host = headers[":authority"] ?? "";
    const path = headers[":path"] ?? "";
    calls.add({ atMs: clock.now(), method: headers[":method"] ?? "", host, path });
    const fault = faultyAnswer(faults, path);
    if (fault?.kind === "hang") return;
    const phone = credentials.phoneWithBearer(headers.authorization);
    const isThere = DISPATCH_HOST.test(host) && path === DIRECTIVES;
    if (fault === undefined && isThere && phone !== undefined) {
      this.#open(stream, phone);
      return;
    }
    stream.respond({ ":status": fault?.status ?? (isThere ? 403 : 404) });
    stream.end(fault?.body ?? "");
  }

  #open(stream: ServerHttp2Stream, phone: Phone): void {
    const line = new PushLine(stream);
    this.#lines.set(line, phone);
    stream.once("close", () => this.#lines.delete(line));
    line.open();
  }
}
