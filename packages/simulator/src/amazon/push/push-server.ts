import http2, { type IncomingHttpHeaders, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2";
import type { Clock, Timer } from "../../clock.js";
import type { CallLog } from "../call-log.js";
import type { AmazonFaults } from "../faults/faults.js";
import { faultyAnswer } from "../faults/faulty-answer.js";
import type { SimulatedCustomer } from "../people/customer.js";
import { PortListener } from "../port-listener.js";
import type { Credentials, Phone } from "../sign-in/credentials.js";
import { PushLine } from "./push-line.js";

/** As alexa-remote2 knows it, as a live discovery names it, and as alexapy knows it (Amazon reference 1). */
const DISPATCH_HOST =
  /^(bob-dispatch-prod-(eu|na|fe)\.amazon\.com|(eu|na|fe)-bob-dispatch-prod-alexa\.amazon\.com|alexa\.(eu|na|fe)\.gateway\.devices\.a2z\.com)$/;

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
    const { clock, calls, faults } = this.#options;
    const host = headers[":authority"] ?? "";
    const path = (headers[":path"] ?? "").split("?", 1)[0] ?? "";
    const method = headers[":method"] ?? "";
    calls.add({ atMs: clock.now(), method, host, path });
    const fault = faultyAnswer(faults, path);
    if (fault === undefined) this.#serve(stream, DISPATCH_HOST.test(host) ? `${method} ${path}` : "", headers);
    else if (fault.kind === "reset") stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
    else if (fault.kind === "answer") finish(stream, fault.answer.status, fault.answer.body);
  }

  #serve(stream: ServerHttp2Stream, route: string, { authorization }: IncomingHttpHeaders): void {
    const phone = this.#options.credentials.phoneWithBearer(authorization);
    if (!ROUTES.has(route)) finish(stream, 404);
    else if (phone === undefined) finish(stream, 403);
    else if (route === "GET /v20160207/directives") this.#open(stream, phone);
    else finish(stream, 204);
  }

  #open(stream: ServerHttp2Stream, phone: Phone): void {
    const { clock, faults } = this.#options;
    const line = new PushLine(stream, faults);
    this.#lines.set(line, phone);
    const end: Timer | undefined =
      faults.pushEndsAfterMs === undefined
        ? undefined
        : clock.after(faults.pushEndsAfterMs, () => {
            line.end();
          });
    stream.once("close", () => {
      end?.cancel();
      this.#lines.delete(line);
    });
    line.open();
  }
}

/** Besides the stream: the life sign of alexapy-like clients, and what a client reports of itself (Amazon reference 7). */
const ROUTES = new Set(["GET /v20160207/directives", "GET /ping", "POST /ping", "POST /v20160207/events"]);

function finish(stream: ServerHttp2Stream, status: number, body = ""): void {
  stream.respond({ ":status": status });
  stream.end(body);
}
