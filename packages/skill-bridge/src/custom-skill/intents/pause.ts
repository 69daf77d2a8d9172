import type { SkillResponseEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import { stopAudio, whoSpeaks, type Visit } from "../visit.js";

/** "Pause": silence at once, and Music Assistant keeps the place. An Echo that nobody knows falls silent all the same. */
export function pause(visit: Visit): SkillResponseEnvelope {
  const playerId = whoSpeaks(visit);
  if (playerId !== undefined) visit.house.control.wish(playerId, "pause");
  return stopAudio();
}
