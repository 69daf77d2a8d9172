import type { DirectivePayload, MusicAnswer } from "@ma-alexa/protocol/alexa/music-skill";
import type { Visit } from "../music-house.js";
import { refusal } from "../refusal.js";

/** A thumb: up makes the item a favourite of Music Assistant's, down takes that back and goes on to the next item. */
export function receiveFeedback({
  house,
  payload,
  afterwards,
}: Visit<DirectivePayload<"ReceiveFeedback">>): MusicAnswer {
  const { value } = payload.feedback;
  const item = house.book.find(payload.activeContext.queueId)?.item(payload.activeContext.itemId);
  if (item === undefined) return refusal("ITEM_NOT_FOUND");
  if (value === "unknown") return refusal("INVALID_DIRECTIVE");
  const { uri } = item.media;
  if (uri !== "")
    afterwards(() => {
      house.steering.rate(uri, value === "POSITIVE");
    });
  if (value === "POSITIVE") return { name: "Response", payload: {} };
  return { name: "ReceiveFeedback.Response", payload: { skip: true } };
}
