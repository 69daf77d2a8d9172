import type { SkillResponseEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import { skip } from "../skip.js";
import type { Visit } from "../visit.js";

/** "Next": the next item of Music Assistant's queue. */
export function next(visit: Visit): SkillResponseEnvelope {
  return skip(visit, "next");
}
