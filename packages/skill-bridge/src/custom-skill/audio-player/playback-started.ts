import type { AudioPlayerRequest, SkillResponseEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import type { Visit } from "../visit.js";
import { tell } from "./playback-event.js";

/** PlaybackStarted: the Echo sounds, at this place of its response; also after a question to Alexa. */
export function playbackStarted(visit: Visit<AudioPlayerRequest>): SkillResponseEnvelope {
  const { token: playId, offsetInMilliseconds: offsetMs } = visit.request;
  return tell(visit, { kind: "started", playId, offsetMs });
}
