import type { AudioPlayerRequest, SkillResponseEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import type { Visit } from "../visit.js";
import { playbackFinished } from "./playback-finished.js";
import { playbackNearlyFinished } from "./playback-nearly-finished.js";
import { playbackStarted } from "./playback-started.js";
import { playbackStopped } from "./playback-stopped.js";

/** AudioPlayer.*: what happens to a stream at the Echo. */
export function audioPlayerRequest(visit: Visit<AudioPlayerRequest>): SkillResponseEnvelope {
  switch (visit.request.type) {
    case "AudioPlayer.PlaybackStarted":
      return playbackStarted(visit);
    case "AudioPlayer.PlaybackStopped":
      return playbackStopped(visit);
    case "AudioPlayer.PlaybackFinished":
      return playbackFinished(visit);
    case "AudioPlayer.PlaybackNearlyFinished":
      return playbackNearlyFinished(visit);
  }
}
