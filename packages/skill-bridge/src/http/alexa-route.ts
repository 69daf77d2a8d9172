import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { SkillRequestEnvelope, SkillResponseEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import type { Logger } from "../ports.js";
import { keepBodiesRaw, rawBody } from "./raw-bodies.js";
import { RequestRefused } from "./verification/request-refused.js";
import type { RequestVerifier } from "./verification/request-verifier.js";

/** Answers a request that has proved to come from Alexa. Met by `createSkill`. */
export type AnswerSkillRequest = (
  envelope: SkillRequestEnvelope,
) => SkillResponseEnvelope | Promise<SkillResponseEnvelope>;

/** What `POST /alexa` needs. */
export interface AlexaRouteParts {
  readonly verifier: Pick<RequestVerifier, "verify">;
  readonly skill: AnswerSkillRequest;
  readonly logger: Logger;
}

/** `POST /alexa`: the skill's requests, answered only after their signature over the raw bytes held. */
export function alexaRoute(app: FastifyInstance, parts: AlexaRouteParts): void {
  void app.register((scope, _options, done) => {
    keepBodiesRaw(scope);
    scope.post("/alexa", (request, reply) => answer(parts, request, reply));
    done();
  });
}

async function answer(parts: AlexaRouteParts, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  try {
    return await parts.skill(await parts.verifier.verify(request.raw.headers, rawBody(request)));
  } catch (error) {
    if (!(error instanceof RequestRefused)) throw error;
    const { code, detail, message } = error;
    parts.logger.warn({ code, detail }, `A skill request was refused: ${message}`);
    return await reply.code(400).send({ error: code, message });
  }
}
