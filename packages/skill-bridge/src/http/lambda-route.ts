import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { WireError } from "@ma-alexa/protocol";
import { skillKind } from "@ma-alexa/protocol/alexa/music-skill";
import type { Logger } from "../ports.js";
import type { AnswerSkillRequest } from "./alexa-route.js";
import { keepBodiesRaw, rawBody } from "./raw-bodies.js";
import type { ForwarderCheck } from "./verification/forwarder-check.js";
import { RequestRefused } from "./verification/request-refused.js";
import type { RequestVerifier } from "./verification/request-verifier.js";

/** Answers a music skill's message, as text, whose sender has proved to be ours. */
export type AnswerMusicText = (text: string) => object | Promise<object>;

/** What `POST /alexa/lambda` needs. */
export interface LambdaRouteParts {
  readonly forwarder: Pick<ForwarderCheck, "check">;
  readonly verifier: Pick<RequestVerifier, "admit">;
  readonly skill: AnswerSkillRequest;
  readonly music: AnswerMusicText;
  readonly logger: Logger;
}

/** `POST /alexa/lambda`: what the household's own Lambda function hands on, for both kinds of skill. */
export function lambdaRoute(app: FastifyInstance, parts: LambdaRouteParts): void {
  void app.register((scope, _options, done) => {
    keepBodiesRaw(scope);
    scope.post("/alexa/lambda", (request, reply) => answer(parts, request, reply));
    done();
  });
}

async function answer(parts: LambdaRouteParts, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const body = rawBody(request);
  try {
    parts.forwarder.check(request.headers, body);
    return await answered(parts, body);
  } catch (error) {
    if (!(error instanceof RequestRefused)) throw error;
    const { code, detail, message } = error;
    parts.logger.warn({ code, detail }, `A forwarded skill message was refused: ${message}`);
    return await reply.code(code === "MALFORMED" ? 400 : 403).send({ error: code, message });
  }
}

async function answered({ verifier, skill, music }: LambdaRouteParts, body: Buffer): Promise<unknown> {
  const text = body.toString("utf8");
  if (kindOf(text) === "music-skill") return music(text);
  return skill(verifier.admit(body));
}

function kindOf(text: string): ReturnType<typeof skillKind> {
  try {
    return skillKind(text);
  } catch (error) {
    if (error instanceof WireError) throw new RequestRefused("MALFORMED", error.message);
    throw error;
  }
}
