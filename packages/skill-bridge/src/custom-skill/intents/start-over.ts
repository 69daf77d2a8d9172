import type { SkillResponseEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import { skip } from "../skip.js";
import type { Visit } from "../visit.js";

/** "Start over": the current item from its beginning. */
export function startOver(visit: Visit): SkillResponseEnvelope {
  return skip(visit, "startOver");
}
