import type { DirectivePayload, MusicAnswer } from "@ma-alexa/protocol/alexa/music-skill";
import { writeItem } from "../item-writer.js";
import type { Visit } from "../music-house.js";
import { beside } from "../next-items.js";
import { refusal } from "../refusal.js";
import { steerTo } from "../steer.js";

/** The item after this one, which Alexa fetches ahead, or to which a person skips. There is no limit to skipping. */
export function getNextItem(visit: Visit<DirectivePayload<"GetNextItem">>): MusicAnswer {
  const { house, payload } = visit;
  const session = house.book.find(payload.currentItemReference.queueId);
  const current = session?.item(payload.currentItemReference.itemId);
  if (session === undefined || current === undefined) return refusal("ITEM_NOT_FOUND");
  const next = beside(house, session, current, { step: 1, isUserInitiated: payload.isUserInitiated });
  if (next === "finished") return { name: "GetNextItem.Response", payload: { isQueueFinished: true } };
  if (payload.isUserInitiated) steerTo(visit, session, next, "next");
  return {
    name: "GetNextItem.Response",
    payload: { isQueueFinished: false, item: writeItem(house, session, next, payload.isUserInitiated) },
  };
}
