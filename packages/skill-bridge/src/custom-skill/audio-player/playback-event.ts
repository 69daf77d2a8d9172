import {
  skillResponse,
  type AudioPlayerRequest,
  type PlaybackFailedRequest,
  type SkillResponseEnvelope,
} from "@ma-alexa/protocol/alexa/custom-skill";
import type { PlaybackFact, PlayerId } from "../../ports.js";
import type { Visit } from "../visit.js";

/** What an Echo says of a stream. */
export type PlaybackEvent = AudioPlayerRequest | PlaybackFailedRequest;

/**
 * Tells the house what happened to the Echo's current Play. Facts only: a person who asks the time stops playback too, so nothing here
 * is taken for a wish. Of other Plays nothing is told. The answer is empty: speech, Play and an open session are not allowed.
 */
export function tell({ house, request }: Visit<PlaybackEvent>, fact: PlaybackFact): SkillResponseEnvelope {
  const playerId = house.plays.playerOf(request.token);
  if (playerId === undefined) {
    house.logger.debug({ event: request.type }, "An Echo spoke of a stream that is not current");
  } else {
    house.playback.report(playerId, fact);
    house.control.report(playerId, fact);
  }
  return skillResponse();
}

/** The player whose current Play is over after this event. */
export function endPlay({ house, request }: Visit<PlaybackEvent>): void {
  const playerId: PlayerId | undefined = house.plays.playerOf(request.token);
  if (playerId !== undefined) house.plays.end(playerId);
}
