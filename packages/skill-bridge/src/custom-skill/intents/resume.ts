import type { SkillResponseEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import { playOn } from "../play-answer.js";
import { say, whoSpeaks, type Visit } from "../visit.js";

/** "Resume": the stream as it runs, or Music Assistant is asked to go on and the stream waits for it. */
export function resume(visit: Visit): SkillResponseEnvelope {
  const playerId = whoSpeaks(visit);
  if (playerId === undefined) return say(visit, "unknownSpeaker");
  const view = visit.house.control.view(playerId);
  return view === undefined ? say(visit, "playerGone") : playOn(visit.house, playerId, view);
}
