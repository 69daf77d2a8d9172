import type { DirectivePayload, MusicAnswer } from "@ma-alexa/protocol/alexa/music-skill";
import { modesOf, writeControls, writeItem } from "../item-writer.js";
import type { MusicHouse, Visit } from "../music-house.js";
import { indexOf, ownQueue, placed } from "../next-items.js";
import type { QueueSession, SessionItem } from "../queue-session.js";
import { refusal } from "../refusal.js";

/** Alexa reads no more ("GetView": the current item and what follows, ten at most). */
const MAX_SHOWN = 10;

/** What is shown of the queue: this item and those that follow, and how the queue is played. */
export function getView({ house, payload }: Visit<DirectivePayload<"GetView">>): MusicAnswer {
  const session = house.book.find(payload.currentItemReference.queueId);
  const current = session?.item(payload.currentItemReference.itemId);
  if (session === undefined || current === undefined) return refusal("ITEM_NOT_FOUND");
  const items = shown(house, session, current).map((item) => writeItem(house, session, item));
  const queueControls = writeControls(modesOf(house.queues.of(session.playerId), session));
  return { name: "GetView.Response", payload: { queueControls, items } };
}

function shown(house: MusicHouse, session: QueueSession, current: SessionItem): SessionItem[] {
  if (house.players.view(session.playerId)?.isGroup === true) return [current];
  const queue = ownQueue(house, session);
  const here = queue === undefined ? undefined : indexOf(queue, current);
  if (queue === undefined || here === undefined) return [current];
  const items = [current];
  for (let index = here + 1; index < queue.total && items.length < MAX_SHOWN; index += 1) {
    const item = queue.at(index);
    if (item === undefined) break;
    if (session.isFiltered && item.media.isExplicit === true) continue;
    items.push(session.placed(item.queueItemId) ?? placed(house, session, item.media, item));
  }
  return items;
}
