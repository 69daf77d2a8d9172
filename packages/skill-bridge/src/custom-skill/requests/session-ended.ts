import {
  skillResponse,
  type SessionEndedRequest,
  type SkillResponseEnvelope,
} from "@ma-alexa/protocol/alexa/custom-skill";
import type { Visit } from "../visit.js";

/** SessionEndedRequest: nothing may be answered; an error in it is worth a line in the log. */
export function sessionEnded({ house, request }: Visit<SessionEndedRequest>): SkillResponseEnvelope {
  const { reason, error } = request;
  if (reason === "ERROR") house.logger.warn({ reason, type: error?.type }, "Alexa ended a session because of an error");
  return skillResponse();
}
