import type { DirectivePayload, MusicAnswer } from "@ma-alexa/protocol/alexa/music-skill";
import type { Visit } from "../music-house.js";
import { refusal } from "../refusal.js";

/** LOOP is Music Assistant's repeat of all; while one item is on repeat it is only remembered. */
export function setLoop({ house, payload, afterwards }: Visit<DirectivePayload<"SetLoop">>): MusicAnswer {
  const session = house.book.find(payload.currentItemReference.queueId);
  if (session === undefined) return refusal("ITEM_NOT_FOUND");
  session.loop = payload.enable;
  house.book.changed();
  if (house.queues.of(session.playerId)?.repeat !== "one")
    afterwards(() => {
      house.steering.setRepeat(session.playerId, session.loop ? "all" : "off");
    });
  return { name: "Response", payload: {} };
}
