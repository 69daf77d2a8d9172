import type { DirectivePayload, MusicAnswer } from "@ma-alexa/protocol/alexa/music-skill";
import { writeItem } from "../item-writer.js";
import type { Visit } from "../music-house.js";
import { beside } from "../next-items.js";
import { refusal } from "../refusal.js";
import { steerTo } from "../steer.js";

/** The item before this one, to which a person goes back; before the first one is the last when the queue loops. */
export function getPreviousItem(visit: Visit<DirectivePayload<"GetPreviousItem">>): MusicAnswer {
  const { house, payload } = visit;
  const session = house.book.find(payload.currentItemReference.queueId);
  const current = session?.item(payload.currentItemReference.itemId);
  if (session === undefined || current === undefined) return refusal("ITEM_NOT_FOUND");
  const previous = beside(house, session, current, { step: -1, isUserInitiated: true });
  if (previous === "finished") return refusal("ITEM_NOT_FOUND");
  steerTo(visit, session, previous, "previous");
  return { name: "GetPreviousItem.Response", payload: { item: writeItem(house, session, previous, true) } };
}
