import {
  skillResponse,
  type SkillRequestEnvelope,
  type SkillResponseEnvelope,
} from "@ma-alexa/protocol/alexa/custom-skill";
import { audioPlayerRequest } from "./audio-player/audio-player-request.js";
import { playbackFailed } from "./audio-player/playback-failed.js";
import { CurrentPlays, type NewPlayId } from "./current-plays.js";
import { intentRequest } from "./intents/intent-request.js";
import { exceptionEncountered } from "./requests/exception-encountered.js";
import { launchRequest } from "./requests/launch-request.js";
import { playbackController } from "./requests/playback-controller.js";
import { sessionEnded } from "./requests/session-ended.js";
import type { SkillHouse } from "./visit.js";

/** What the skill is given. `newPlayId` is random unless a test says otherwise. */
export interface SkillParts extends Omit<SkillHouse, "plays"> {
  readonly newPlayId?: NewPlayId;
}

/** Answers one request that has proved to come from Alexa, from memory, without waiting for anybody. */
export type Skill = (envelope: SkillRequestEnvelope) => SkillResponseEnvelope;

/** The custom skill. */
export function createSkill({ newPlayId, ...parts }: SkillParts): Skill {
  const house: SkillHouse = { ...parts, plays: new CurrentPlays(newPlayId) };
  return (envelope) => {
    house.logger.debug({ request: envelope.request.type }, `« ${envelope.request.type}`);
    return answer(house, envelope);
  };
}

function answer(house: SkillHouse, envelope: SkillRequestEnvelope): SkillResponseEnvelope {
  const { request } = envelope;
  switch (request.type) {
    case "LaunchRequest":
      return launchRequest({ house, envelope, request });
    case "IntentRequest":
      return intentRequest({ house, envelope, request });
    case "AudioPlayer.PlaybackStarted":
    case "AudioPlayer.PlaybackStopped":
    case "AudioPlayer.PlaybackFinished":
    case "AudioPlayer.PlaybackNearlyFinished":
      return audioPlayerRequest({ house, envelope, request });
    case "AudioPlayer.PlaybackFailed":
      return playbackFailed({ house, envelope, request });
    case "PlaybackController.NextCommandIssued":
    case "PlaybackController.PreviousCommandIssued":
    case "PlaybackController.PauseCommandIssued":
    case "PlaybackController.PlayCommandIssued":
      return playbackController({ house, envelope, request });
    case "SessionEndedRequest":
      return sessionEnded({ house, envelope, request });
    case "System.ExceptionEncountered":
      return exceptionEncountered({ house, envelope, request });
    case "unknown":
      return skillResponse();
  }
}
