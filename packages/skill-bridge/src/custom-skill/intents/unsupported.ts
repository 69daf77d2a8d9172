import type { SkillResponseEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import { say, type Visit } from "../visit.js";

/** Loop, shuffle and repeat: Alexa requires the intents, but the queue's modes are Music Assistant's. */
export function unsupported(visit: Visit): SkillResponseEnvelope {
  return say(visit, "notHere");
}
