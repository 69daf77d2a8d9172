import type { AudioPlayerRequest, SkillResponseEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import type { Visit } from "../visit.js";
import { tell } from "./playback-event.js";

/** PlaybackNearlyFinished: comes at any time on a stream without an end. Enqueuing here would fetch the same stream twice (how Echos fetch, fact 4). */
export function playbackNearlyFinished(visit: Visit<AudioPlayerRequest>): SkillResponseEnvelope {
  const { token: playId, offsetInMilliseconds: offsetMs } = visit.request;
  return tell(visit, { kind: "nearlyFinished", playId, offsetMs });
}
