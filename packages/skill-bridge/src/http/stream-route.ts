import type { IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Clock, Logger, PlayId } from "../ports.js";
import type { StreamClaims, StreamRefusal } from "../streams/signed-url.js";
import type { AnswerHead, ByteRange, Sink } from "../streams/sink.js";
import { HttpSink, streamHeaders } from "./http-sink.js";
import { sendJson } from "./json-answer.js";

/** Reads what was signed into an address's path. Met by streams' `StreamUrls`. */
export interface StreamAddresses {
  verify(path: string): StreamClaims | { readonly refused: StreamRefusal };
}

/** Fills answers with audio. Met by streams' `EchoStreams`. */
export interface StreamOpener {
  open(request: StreamClaims & { readonly range?: ByteRange | undefined }, sink: Sink): void;
  /** What a GET would say of itself, as far as that is known. */
  headOf(request: StreamClaims & { readonly range?: ByteRange | undefined }): AnswerHead;
}

/** Hears of every GET, because a GET is the proof that a launch worked. Met by `LaunchDesk`. */
export interface FetchWitness {
  fetched(playId: PlayId): void;
  closed(playId: PlayId): void;
}

/** What `/stream/…` needs. */
export interface StreamRouteParts {
  readonly addresses: StreamAddresses;
  readonly streams: StreamOpener;
  readonly witness: FetchWitness;
  readonly clock: Clock;
  readonly logger: Logger;
}

const REFUSALS = {
  expired: "This stream address has expired: start playback again.",
  forged: "This stream address was not made by this bridge.",
  malformed: "This is not a stream address.",
} as const satisfies Record<StreamRefusal, string>;

/** `HEAD` and `GET /stream/…`: what Echos play. `base` is the path of the public address, such as `/echo`, or nothing. */
export function streamRoute(app: FastifyInstance, base: string, parts: StreamRouteParts): void {
  // First, and without fastify's own: that one would run the GET, and a probing Echo would open a stream.
  app.head("/stream/*", (request, reply) => {
    const claims = admitted(parts, base, request, reply);
    if (claims === undefined) return;
    const head = parts.streams.headOf({ ...claims, range: rangeOf(request.raw) });
    reply.raw.writeHead(head.status, streamHeaders(head)).end();
  });
  app.get("/stream/*", { exposeHeadRoute: false }, (request, reply) => {
    const claims = admitted(parts, base, request, reply);
    if (claims !== undefined && !reply.raw.destroyed) serve(parts, claims, request.raw, reply);
  });
}

/** The claims of a genuine address; otherwise the answer has been 403. Takes the answer out of fastify's hands. */
function admitted(
  parts: StreamRouteParts,
  base: string,
  request: FastifyRequest,
  reply: FastifyReply,
): StreamClaims | undefined {
  reply.hijack();
  const verdict = parts.addresses.verify(pathOf(request.raw, base));
  if (!("refused" in verdict)) return verdict;
  parts.logger.info({ code: verdict.refused, method: request.method }, "A stream address was refused");
  sendJson(reply.raw, 403, { error: verdict.refused.toUpperCase(), message: REFUSALS[verdict.refused] });
  return undefined;
}

function serve(parts: StreamRouteParts, claims: StreamClaims, request: IncomingMessage, reply: FastifyReply): void {
  const sink = new HttpSink(reply.raw, parts.clock);
  const log = parts.logger.child({ player: claims.playerId });
  sink.onOver(() => {
    parts.witness.closed(claims.playId);
  });
  sink.onClose(() => {
    log.debug({ ...asked(request), ...sink.summary() }, "A stream's GET is over");
  });
  parts.witness.fetched(claims.playId);
  parts.streams.open({ ...claims, range: rangeOf(request) }, sink);
}

/** What the first owners of each kind of Echo can tell us (how Echos fetch, "What follows" 7). */
function asked({ headers, httpVersion }: IncomingMessage): Record<string, unknown> {
  return { userAgent: headers["user-agent"], range: headers.range, icyMetaData: headers["icy-metadata"], httpVersion };
}

/** One range with a beginning, which is all that Echos ask for; others are taken for none, as HTTP allows. */
function rangeOf({ headers }: IncomingMessage): ByteRange | undefined {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? "") ?? [];
  if (from === undefined) return undefined;
  return to === undefined || to === "" ? { from: Number(from) } : { from: Number(from), to: Number(to) };
}

function pathOf(request: IncomingMessage, base: string): string {
  const [path = ""] = (request.url ?? "").split("?");
  return path.slice(base.length);
}
