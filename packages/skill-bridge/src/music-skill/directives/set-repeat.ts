import type { DirectivePayload, MusicAnswer } from "@ma-alexa/protocol/alexa/music-skill";
import type { Visit } from "../music-house.js";
import { refusal } from "../refusal.js";

/** REPEAT is Music Assistant's repeat of one item; off returns to what LOOP said last. A word that we do not know is not acted on. */
export function setRepeat({ house, payload, afterwards }: Visit<DirectivePayload<"SetRepeat">>): MusicAnswer {
  const session = house.book.find(payload.currentItemReference.queueId);
  if (session === undefined) return refusal("ITEM_NOT_FOUND");
  const { status } = payload.mode;
  if (status === "unknown") return refusal("INVALID_DIRECTIVE");
  afterwards(() => {
    house.steering.setRepeat(session.playerId, status === "ON" ? "one" : session.loop ? "all" : "off");
  });
  return { name: "Response", payload: {} };
}
