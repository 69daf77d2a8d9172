import type { PlaybackFailedRequest, SkillResponseEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import type { Visit } from "../visit.js";
import { endPlay, tell } from "./playback-event.js";

/** PlaybackFailed: the Echo gave the stream up. What type of error Alexa names is all that anybody learns. */
export function playbackFailed(visit: Visit<PlaybackFailedRequest>): SkillResponseEnvelope {
  const { token: playId, error } = visit.request;
  visit.house.logger.warn(
    { player: visit.house.plays.playerOf(playId), type: error.type },
    "An Echo could not play its stream",
  );
  const answer = tell(visit, { kind: "failed", playId, errorType: error.type });
  endPlay(visit);
  return answer;
}
