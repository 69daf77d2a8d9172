import type { SkillResponseEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import type { PlayerId } from "../ports.js";
import { play } from "./play-answer.js";
import { say, silence, whoSpeaks, type Visit } from "./visit.js";

/**
 * Passes a skip to Music Assistant. If our stream sounds at the Echo, it is told to fetch again and to wait for the new music, which
 * drops the seconds of old music that it holds; otherwise Music Assistant alone decides what follows.
 */
export function skip(visit: Visit, wish: "next" | "previous" | "startOver"): SkillResponseEnvelope {
  const { house } = visit;
  const playerId = whoSpeaks(visit);
  if (playerId === undefined) return say(visit, "unknownSpeaker");
  const view = house.control.view(playerId);
  if (view === undefined) return say(visit, "playerGone");
  // Answered before the wish is passed on: what comes of it must be newer than the generation named here.
  const answer = view.streaming && soundsAt(visit, playerId) ? play(house, playerId, view, view.generation) : silence();
  house.control.wish(playerId, wish);
  return answer;
}

/** A question interrupts the music, so the Echo's own "playing" says nothing here; what it last played does. */
function soundsAt({ house, envelope }: Visit, playerId: PlayerId): boolean {
  const current = house.plays.of(playerId);
  const token = envelope.context.AudioPlayer?.token;
  return current !== undefined && (token === undefined || token === current);
}
