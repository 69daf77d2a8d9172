import type { SkillEvent } from "@ma-alexa/protocol/alexa/music-skill";
import type { PlaybackFact } from "../ports.js";
import type { MusicHouse } from "./music-house.js";
import { audioIdOf } from "./queue-session.js";

const PREFIX = "AlexaAudioPlayQueueEvent.ItemPlayback";

/** What an Echo did with an item of ours; anything else is noted and nothing more. */
export function playbackEvent(house: MusicHouse, { request }: SkillEvent): void {
  house.logger.debug({ event: request.type.slice(0, 80) }, "« an event of the music skill");
  const reference = request.body?.item;
  const session = reference === undefined ? undefined : house.book.find(reference.queueId);
  const item = reference === undefined ? undefined : session?.item(reference.itemId);
  if (session === undefined || item === undefined || !request.type.startsWith(PREFIX)) return;
  const fact = factOf(request, audioIdOf(session, item));
  // That one item is over says nothing of the queue, which goes on with the one that Alexa was given for it.
  if (fact?.kind === "finished" && session.follower(item.number) !== undefined) return;
  if (fact !== undefined) house.players.report(session.playerId, fact);
}

function factOf({ type, body }: SkillEvent["request"], playId: string): PlaybackFact | undefined {
  const offsetMs = body?.offsetInMilliseconds ?? 0;
  switch (type.slice(PREFIX.length)) {
    case "Started":
      return { kind: "started", playId, offsetMs };
    case "Stopped":
      return { kind: "stopped", playId, offsetMs };
    case "Finished":
      return { kind: "finished", playId, offsetMs };
    case "Failed":
      return { kind: "failed", playId, errorType: body?.error?.type ?? "UNKNOWN" };
    default:
      return undefined;
  }
}
