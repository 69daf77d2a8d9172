import {
  skillResponse,
  type PlaybackControllerRequest,
  type SkillResponseEnvelope,
} from "@ma-alexa/protocol/alexa/custom-skill";
import { next } from "../intents/next.js";
import { pause } from "../intents/pause.js";
import { previous } from "../intents/previous.js";
import { resume } from "../intents/resume.js";
import type { Handler, Visit } from "../visit.js";

const BUTTONS: Readonly<Record<PlaybackControllerRequest["type"], Handler>> = {
  "PlaybackController.NextCommandIssued": next,
  "PlaybackController.PreviousCommandIssued": previous,
  "PlaybackController.PauseCommandIssued": pause,
  "PlaybackController.PlayCommandIssued": resume,
};

/** PlaybackController.*: a button on the Echo, its screen or its remote means what the word means, answered without speech. */
export function playbackController(visit: Visit<PlaybackControllerRequest>): SkillResponseEnvelope {
  const { directives } = BUTTONS[visit.request.type](visit).response;
  return skillResponse(directives === undefined ? {} : { directives });
}
