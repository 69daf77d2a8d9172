import type { SkillResponseEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import { say, type Visit } from "../visit.js";

/** "Help": what can be said. */
export function help(visit: Visit): SkillResponseEnvelope {
  return say(visit, "help");
}
