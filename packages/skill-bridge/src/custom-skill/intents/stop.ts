import type { SkillResponseEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import { stopAudio, whoSpeaks, type Visit } from "../visit.js";

/** "Stop" and "cancel", which people say for the same: silence at once, and Music Assistant stops. */
export function stop(visit: Visit): SkillResponseEnvelope {
  const playerId = whoSpeaks(visit);
  if (playerId !== undefined) visit.house.control.wish(playerId, "stop");
  return stopAudio();
}
