import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import fastify, { type FastifyError, type FastifyInstance } from "fastify";
import { alexaRoute, type AlexaRouteParts } from "./alexa-route.js";
import { artRoute, type ArtRouteParts } from "./art-route.js";
import { complaint } from "./complaint.js";
import { lambdaRoute, type LambdaRouteParts } from "./lambda-route.js";
import { linkingRoute, type LinkingRouteParts } from "./linking-route.js";
import { musicRoute, type MusicRouteParts } from "./music-route.js";
import { skillDoor } from "./skill-door.js";
import { skillPagesRoute } from "./skill-pages-route.js";
import type { SkillRoute } from "./skill-route.js";
import { streamRoute, type StreamRouteParts } from "./stream-route.js";

/** A form of the linking page is about 1 KiB. */
const BODY_LIMIT_BYTES = 65_536;
/** How long a whole request may take to arrive; an answer may take for ever. */
const REQUEST_TIMEOUT_MS = 10_000;
/** Finds Echos that vanished without a word, so that their sockets do not stay. */
const KEEP_ALIVE_DELAY_MS = 30_000;
/**
 * Longer than the minute for which proxies keep their connections to us: who closes first while the other sends the next request makes it
 * fail.
 */
const KEPT_OPEN_MS = 75_000;
const MAX_PATH_SEGMENT = 1_024;

/** What the public listener is told and given. */
export interface PublicDoorParts extends AlexaRouteParts, StreamRouteParts {
  /** Where pictures come from; without it there are none. */
  readonly art?: ArtRouteParts | undefined;
  /** How Amazon accounts are linked; without it there is nothing to link. */
  readonly linking?: LinkingRouteParts | undefined;
  /** What a household's own Lambda function hands on; without it that door stays shut. */
  readonly forwarded?: Omit<LambdaRouteParts, "logger" | "skill"> | undefined;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** PEM texts of an own certificate; absent when a proxy in front does TLS, or in the demo. */
  readonly tls?: { readonly certificate: string; readonly key: string } | undefined;
  /** How Alexa and Echos reach this listener. Its path is served as well as none, since some proxies take it off. */
  readonly publicUrl: string;
  /** The music skill; without it its address does not exist. */
  readonly music?: MusicRouteParts | undefined;
}

/** The listener that Alexa and Echos reach: skill requests, streams, and a word that it lives. */
export class PublicDoor {
  readonly #parts: PublicDoorParts;
  #app: FastifyInstance | undefined;

  constructor(parts: PublicDoorParts) {
    this.#parts = parts;
  }

  /** Listens; resolves with the port. Rejects with Node's own error, such as EADDRINUSE. */
  async start(): Promise<{ readonly port: number }> {
    const app = createApp(this.#parts);
    this.#app = app;
    await app.listen({ host: this.#parts.host, port: this.#parts.port });
    return { port: (app.server.address() as AddressInfo).port };
  }

  /** Ends every answer, the endless ones included, and stops listening. */
  async stop(): Promise<void> {
    await this.#app?.close();
    this.#app = undefined;
  }
}

function createApp(parts: PublicDoorParts): FastifyInstance {
  const app = fastify({
    serverFactory: (others) =>
      createListener(parts, skillDoor({ routes: skillRoutes(parts), others, logger: parts.logger })),
    // Without it close() would wait for streams that have no end.
    forceCloseConnections: true,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: MAX_PATH_SEGMENT },
  });
  app.setErrorHandler<FastifyError>((error, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500)
      parts.logger.error({ code: error.code, error: error.message }, "A request could not be answered");
    void reply.code(status).send(complaint(status));
  });
  app.setNotFoundHandler((_request, reply) => {
    void reply.code(404).send({ error: "NOT_FOUND", message: "There is nothing at this address." });
  });
  for (const base of bases(parts.publicUrl)) {
    void app.register(
      (scope, _options, done) => {
        routes(scope, base, parts);
        done();
      },
      { prefix: base },
    );
  }
  return app;
}

function routes(scope: FastifyInstance, base: string, parts: PublicDoorParts): void {
  streamRoute(scope, base, parts);
  if (parts.art !== undefined) artRoute(scope, base, { ...parts.art, logger: parts.logger });
  skillPagesRoute(scope);
  if (parts.linking !== undefined) linkingRoute(scope, parts.linking);
  scope.get("/health", () => ({ ok: true }));
}

/** Whatever Alexa POSTs, by path. */
function skillRoutes(parts: PublicDoorParts): ReadonlyMap<string, SkillRoute> {
  const { music, forwarded, skill, logger } = parts;
  const routes: [string, SkillRoute][] = [["/alexa", alexaRoute(parts)]];
  if (music !== undefined) routes.push(["/alexa/music", musicRoute(music, logger)]);
  if (forwarded !== undefined) routes.push(["/alexa/lambda", lambdaRoute({ ...forwarded, skill, logger })]);
  return new Map(
    bases(parts.publicUrl).flatMap((base) => routes.map(([path, route]) => [`${base}${path}`, route] as const)),
  );
}

/** No path, and that of the public address. */
function bases(publicUrl: string): readonly string[] {
  const path = new URL(publicUrl).pathname.replace(/\/+$/, "");
  return path === "" ? [""] : ["", path];
}

/** One type of server for both, because fastify's types tell the two apart where nothing else does. */
function createListener({ tls }: PublicDoorParts, handler: RequestListener): Server {
  const options = {
    keepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_DELAY_MS,
    keepAliveTimeout: KEPT_OPEN_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
  };
  if (tls === undefined) return createServer(options, handler);
  // Echos refuse a server that speaks TLS 1.3 only (how Echos fetch, fact 21).
  const secure = { ...options, cert: tls.certificate, key: tls.key, minVersion: "TLSv1.2" } as const;
  return createTlsServer(secure, handler);
}
