import type { DirectivePayload, MusicAnswer } from "@ma-alexa/protocol/alexa/music-skill";
import { writeItem } from "../item-writer.js";
import type { Visit } from "../music-house.js";
import { refusal } from "../refusal.js";
import { steerTo } from "../steer.js";

/** The item that was tapped in the queue's view. */
export function jumpToItem(visit: Visit<DirectivePayload<"JumpToItem">>): MusicAnswer {
  const { house, payload } = visit;
  const session = house.book.find(payload.currentItemReference.queueId);
  if (session === undefined) return refusal("ITEM_NOT_FOUND");
  const target = session.item(payload.targetItemId);
  const queue = house.queues.of(session.playerId);
  const hasLeft = target?.queueItemId !== undefined && queue?.indexOf(target.queueItemId) === undefined;
  if (target === undefined || (queue !== undefined && hasLeft)) return refusal("INVALID_ITEM");
  steerTo(visit, session, target, "next");
  return { name: "JumpToItem.Response", payload: { item: writeItem(house, session, target, true) } };
}
