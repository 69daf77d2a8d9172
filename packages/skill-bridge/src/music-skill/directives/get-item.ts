import type { DirectivePayload, MusicAnswer } from "@ma-alexa/protocol/alexa/music-skill";
import { writeItem } from "../item-writer.js";
import type { Visit } from "../music-house.js";
import { refusal } from "../refusal.js";

/** The same item with a fresh address: it was paused for longer than the last one was good. */
export function getItem({ house, payload }: Visit<DirectivePayload<"GetItem">>): MusicAnswer {
  const session = house.book.find(payload.targetItemReference.queueId);
  const item = session?.item(payload.targetItemReference.itemId);
  if (session === undefined || item === undefined) return refusal("ITEM_NOT_FOUND");
  return { name: "GetItem.Response", payload: { item: writeItem(house, session, item) } };
}
