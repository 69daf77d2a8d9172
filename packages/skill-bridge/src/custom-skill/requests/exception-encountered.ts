import {
  skillResponse,
  type ExceptionEncounteredRequest,
  type SkillResponseEnvelope,
} from "@ma-alexa/protocol/alexa/custom-skill";
import type { Visit } from "../visit.js";

/** System.ExceptionEncountered: Alexa did not like an answer of ours. The log must say why, without the addresses in it. */
export function exceptionEncountered({ house, request }: Visit<ExceptionEncounteredRequest>): SkillResponseEnvelope {
  const message = request.error?.message?.replaceAll(/https?:\S+/g, "<address>").slice(0, 200);
  const fields = { type: request.error?.type, message, cause: request.cause?.requestId };
  house.logger.error(fields, "Alexa could not use an answer of the skill: please report this");
  return skillResponse();
}
