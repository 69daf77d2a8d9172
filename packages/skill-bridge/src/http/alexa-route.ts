import type { SkillRequestEnvelope, SkillResponseEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import type { Logger } from "../ports.js";
import { refused, type SkillRoute } from "./skill-route.js";
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
export function alexaRoute({ verifier, skill, logger }: AlexaRouteParts): SkillRoute {
  return async (headers, body) => {
    try {
      return { status: 200, body: await skill(await verifier.verify(headers, body)) };
    } catch (error) {
      return refused(error, { logger, what: "A skill request" });
    }
  };
}
