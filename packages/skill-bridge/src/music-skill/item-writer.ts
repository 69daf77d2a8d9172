import type { Item, PlaybackMethod, QueueControl } from "@ma-alexa/protocol/alexa/music-skill";
import type { MusicHouse } from "./music-house.js";
import type { PlayQueue } from "./ports.js";
import { audioIdOf, itemIdOf, type QueueSession, type SessionItem } from "./queue-session.js";

/** As long as the address is good. Without it Alexa would take it for stale after a minute. */
const VALID_MS = 12 * 3_600_000;

/** Alexa refuses a disabled control without asking, and the queue may change after an item was delivered: the dead end is answered. */
const ENDLESS_CONTROLS: Item["controls"] = [
  { type: "COMMAND", name: "NEXT", enabled: true },
  { type: "COMMAND", name: "PREVIOUS", enabled: true },
];
const CONTROLS: Item["controls"] = [...ENDLESS_CONTROLS, { type: "ADJUST", name: "SEEK_POSITION", enabled: true }];

/** An item as Alexa gets it, with a fresh address. `isToCome`: its audio is what Music Assistant begins from now on. */
export function writeItem(house: MusicHouse, session: QueueSession, item: SessionItem, isToCome = false): Item {
  const { media } = item;
  const isLive = house.players.view(session.playerId)?.isGroup === true || media.kind === "radio";
  const id = itemIdOf(session, item);
  const written: Item = {
    id,
    playbackInfo: { type: "DEFAULT" },
    metadata: isLive ? house.metadata.station(media) : house.metadata.item(media),
    controls: isLive ? ENDLESS_CONTROLS : CONTROLS,
    rules: { feedbackEnabled: media.uri !== "" },
    stream: {
      id,
      uri: uriOf(house, session, item, isToCome),
      // What Music Assistant sends begins where the person left an episode, so the address begins there as well.
      offsetInMilliseconds: 0,
      validUntil: validUntil(house.clock.epoch()),
    },
  };
  if (!isLive && media.durationMs !== undefined && media.durationMs >= 1)
    written.durationInMilliseconds = Math.round(media.durationMs);
  return written;
}

/** The queue of an answer to Initiate. */
export function writeMethod(
  house: MusicHouse,
  session: QueueSession,
  first: SessionItem,
  { modes, isToCome }: { readonly modes: Modes; readonly isToCome: boolean },
): PlaybackMethod {
  return {
    type: "ALEXA_AUDIO_PLAYER_QUEUE",
    id: session.queueId,
    controls: writeControls(modes),
    rules: { feedback: { type: "PREFERENCE", enabled: true } },
    firstItem: writeItem(house, session, first, isToCome),
  };
}

/** How a queue is played. */
export interface Modes {
  readonly shuffle: boolean;
  readonly loop: boolean;
  readonly repeat: boolean;
}

/** What Music Assistant's queue is set to. */
export function modesOf(queue: PlayQueue | undefined, session: QueueSession): Modes {
  if (queue === undefined) return { shuffle: false, loop: session.loop, repeat: false };
  const repeat = queue.repeat === "one";
  return { shuffle: queue.shuffle, loop: repeat ? session.loop : queue.repeat === "all", repeat };
}

export function writeControls({ shuffle, loop, repeat }: Modes): QueueControl[] {
  return [
    { type: "TOGGLE", name: "SHUFFLE", enabled: true, selected: shuffle },
    { type: "TOGGLE", name: "LOOP", enabled: true, selected: loop },
    { type: "CYCLE", name: "REPEAT", enabled: true, value: { status: repeat ? "ON" : "OFF" } },
  ];
}

function uriOf(house: MusicHouse, session: QueueSession, item: SessionItem, isToCome: boolean): string {
  const audioId = audioIdOf(session, item);
  const { playerId } = session;
  return house.players.view(playerId)?.isGroup === true
    ? house.audio.liveUrl(playerId, audioId, isToCome)
    : house.audio.url(playerId, audioId);
}

/** To the second, as in Amazon's examples. */
function validUntil(epochMs: number): string {
  return `${new Date(epochMs + VALID_MS).toISOString().slice(0, 19)}Z`;
}
