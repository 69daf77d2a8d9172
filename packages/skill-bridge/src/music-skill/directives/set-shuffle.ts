import type { DirectivePayload, MusicAnswer } from "@ma-alexa/protocol/alexa/music-skill";
import type { Visit } from "../music-house.js";
import { refusal } from "../refusal.js";

/** The one answer that waits for Music Assistant, 800 ms at most: Alexa asks for the next item at once, and it must be of the new order. */
export async function setShuffle({ house, payload }: Visit<DirectivePayload<"SetShuffle">>): Promise<MusicAnswer> {
  const session = house.book.find(payload.currentItemReference.queueId);
  if (session === undefined) return refusal("ITEM_NOT_FOUND");
  await house.steering.setShuffle(session.playerId, payload.enable);
  return { name: "Response", payload: {} };
}
