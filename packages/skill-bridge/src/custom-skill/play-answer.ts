import { skillResponse, type PlayDirective, type SkillResponseEnvelope } from "@ma-alexa/protocol/alexa/custom-skill";
import type { PlayerId, PlayerView } from "../ports.js";
import type { SkillHouse } from "./visit.js";

/**
 * Makes the Echo fetch the player's stream from now on, dropping what it holds. `afterGeneration`: the stream begins with a generation
 * newer than that one, so that nothing old is heard.
 */
export function play(
  house: SkillHouse,
  playerId: PlayerId,
  view: PlayerView,
  afterGeneration?: number,
): SkillResponseEnvelope {
  const playId = house.plays.begin(playerId);
  house.desk.answered(playerId, playId);
  const claims = { playerId, playId, ...(afterGeneration === undefined ? {} : { afterGeneration }) };
  const url = house.publicUrl.replace(/\/+$/, "") + house.addresses.mint(claims);
  return skillResponse({ directives: [playDirective(url, playId, view.name)], shouldEndSession: true });
}

/** The player's music as it is; if Music Assistant is silent it is asked to play, and the stream waits for what it will send. */
export function playOn(house: SkillHouse, playerId: PlayerId, view: PlayerView): SkillResponseEnvelope {
  if (view.streaming) return play(house, playerId, view);
  const answer = play(house, playerId, view, view.generation);
  house.control.wish(playerId, "play");
  return answer;
}

/** One address plays from start to stop, so its metadata names the player: a track's name would soon be wrong. */
function playDirective(url: string, token: string, name: string): PlayDirective {
  return {
    type: "AudioPlayer.Play",
    playBehavior: "REPLACE_ALL",
    audioItem: {
      stream: { url, token, offsetInMilliseconds: 0 },
      metadata: { title: name, subtitle: "Music Assistant" },
    },
  };
}
