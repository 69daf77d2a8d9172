import type { AudioPlayerRequest, SkillResponseEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import type { Visit } from "../visit.js";
import { endPlay, tell } from "./playback-event.js";

/** PlaybackFinished: the response was played to its end, so nothing more will be heard of this Play. */
export function playbackFinished(visit: Visit<AudioPlayerRequest>): SkillResponseEnvelope {
  const { token: playId, offsetInMilliseconds: offsetMs } = visit.request;
  const answer = tell(visit, { kind: "finished", playId, offsetMs });
  endPlay(visit);
  return answer;
}
