import type { ItemReference } from "@ma-alexa/protocol/alexa/music-skill";
import type { PlayerId } from "../ports.js";
import type { MusicHouse } from "./music-house.js";

/** The player whose Echo asks, and whether that is a guess. */
export interface AskingEcho {
  readonly playerId: PlayerId;
  readonly isGuess: boolean;
}

/**
 * Whose Initiate it is: no directive says which Echo sent it. One on which a queue of ours is says so itself; one without a queue is not one
 * on which ours sounds; else the Echo that was just spoken to; else the one that is preferred (design, section 8).
 */
export function whichEcho(house: MusicHouse, current: ItemReference | undefined): AskingEcho | undefined {
  const playing = current === undefined ? undefined : house.book.find(current.queueId);
  if (playing !== undefined) return { playerId: playing.playerId, isGuess: false };
  const spoken = house.players.spokenTo();
  if (spoken !== undefined && !(current === undefined && soundsOurs(house, spoken)))
    return { playerId: spoken, isGuess: true };
  const preferred = house.players.preferred() ?? spoken;
  return preferred === undefined ? undefined : { playerId: preferred, isGuess: true };
}

function soundsOurs(house: MusicHouse, playerId: PlayerId): boolean {
  return house.book.of(playerId) !== undefined && house.players.view(playerId)?.isPlaying === true;
}
