import type { Party, Player, PlayerState } from "@ma-alexa/protocol/admin";

/** What a player does, as the page says it. */
const STATE_WORDS: Readonly<Record<PlayerState, string>> = {
  offline: "Offline",
  idle: "Ready",
  launching: "Starting…",
  playing: "Playing",
  paused: "Paused",
};

/** Who speaks to whom, as the page says it. */
export const PARTY_WORDS: Readonly<Record<Party, string>> = {
  "music-assistant": "Music Assistant",
  bridge: "Bridge",
  amazon: "Amazon",
  alexa: "Alexa",
  echo: "Echo",
  person: "Person",
};

/** What a device can be made to do, as the page says it. */
export const ABILITY_WORDS: Readonly<Record<NonNullable<Player["abilities"]>[number], string>> = {
  streams: "play streams",
  "music-skill": "play for the music skill",
  volume: "be set to a volume",
  "text-commands": "obey words sent as text",
  announcements: "announce",
};

/** A player's state in words. */
export function stateWord(player: Player): string {
  if (!player.exposed) return "Not a player";
  return player.external === true ? "Taken" : STATE_WORDS[player.state];
}

/** Text of whatever origin as a sentence that others can follow. */
export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
