import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Logger } from "../ports.js";
import { complaint } from "./complaint.js";
import { sendJson } from "./json-answer.js";
import { BodyTooLong, rawBody } from "./raw-body.js";
import type { SkillRoute } from "./skill-route.js";

/** A skill request is about 5 KiB. */
const BODY_LIMIT_BYTES = 65_536;

/** What the door is made of. */
export interface SkillDoorParts {
  /** By path. */
  readonly routes: ReadonlyMap<string, SkillRoute>;
  /** Gets every other request. */
  readonly others: RequestListener;
  readonly logger: Logger;
}

/**
 * The way in for Alexa's POSTs. People wait for their answers, of which Node's own server makes twice as many as a framework does, so they
 * are taken before it; everything else goes on to `others`.
 */
export function skillDoor({ routes, others, logger }: SkillDoorParts): RequestListener {
  return (request, response) => {
    const route = request.method === "POST" ? routes.get(pathOf(request)) : undefined;
    if (route === undefined) others(request, response);
    else
      void answer(route, request, response).catch((error: unknown) => {
        fail(error, response, logger);
      });
  };
}

async function answer(route: SkillRoute, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, body, afterwards } = await route(request.headers, await rawBody(request, BODY_LIMIT_BYTES));
  sendJson(response, status, body);
  if (afterwards !== undefined) setImmediate(afterwards);
}

/** Whoever sends too much is not listened to until the end: the connection closes. */
function fail(error: unknown, response: ServerResponse, logger: Logger): void {
  if (response.destroyed) return;
  if (error instanceof BodyTooLong) {
    response.setHeader("Connection", "close");
    sendJson(response, 413, complaint(413));
    return;
  }
  logger.error({ error: error instanceof Error ? error.message : "unknown" }, "A request could not be answered");
  sendJson(response, 500, complaint(500));
}

function pathOf({ url = "" }: IncomingMessage): string {
  const query = url.indexOf("?");
  return query < 0 ? url : url.slice(0, query);
}
