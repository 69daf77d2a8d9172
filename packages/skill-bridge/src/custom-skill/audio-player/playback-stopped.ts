import type { AudioPlayerRequest, SkillResponseEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import type { Visit } from "../visit.js";
import { tell } from "./playback-event.js";

/** PlaybackStopped: the Echo fell silent, for a pause or for a question. The Play stays current, since it may go on. */
export function playbackStopped(visit: Visit<AudioPlayerRequest>): SkillResponseEnvelope {
  const { token: playId, offsetInMilliseconds: offsetMs } = visit.request;
  return tell(visit, { kind: "stopped", playId, offsetMs });
}
