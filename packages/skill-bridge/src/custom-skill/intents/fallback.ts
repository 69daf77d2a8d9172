import type { SkillResponseEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import { say, type Visit } from "../visit.js";

/** Words that fit nothing, and intents that we do not know. */
export function fallback(visit: Visit): SkillResponseEnvelope {
  return say(visit, "notUnderstood");
}
