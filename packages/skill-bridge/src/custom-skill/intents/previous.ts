import type { SkillResponseEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import { skip } from "../skip.js";
import type { Visit } from "../visit.js";

/** "Previous": the previous item of Music Assistant's queue. */
export function previous(visit: Visit): SkillResponseEnvelope {
  return skip(visit, "previous");
}
