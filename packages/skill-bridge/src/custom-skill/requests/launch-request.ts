import type { SkillResponseEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import { play, playOn } from "../play-answer.js";
import { say, silence, type Visit } from "../visit.js";

/**
 * LaunchRequest, and the intent PlayAudio, which is the same said with words: an Echo asks for its stream, because we launched it or because
 * a person wants to hear it.
 */
export function launchRequest(visit: Visit): SkillResponseEnvelope {
  const { house, envelope } = visit;
  const deviceId = envelope.context.System.device?.deviceId;
  const claim = deviceId === undefined ? undefined : house.desk.claim({ deviceId });
  if (claim === undefined) return say(visit, "unknownSpeaker");
  const view = house.control.view(claim.playerId);
  if (view === undefined) return say(visit, "playerGone");
  switch (claim.call) {
    case "launch":
      return play(house, claim.playerId, view);
    case "person":
      return playOn(house, claim.playerId, view);
    case "repeated":
    case "withdrawn":
      house.logger.debug({ player: claim.playerId, call: claim.call }, "An Echo's request needs no answer any more");
      return silence();
  }
}
