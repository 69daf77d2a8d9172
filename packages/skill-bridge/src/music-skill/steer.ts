import type { MusicHouse, Visit } from "./music-house.js";
import { audioIdOf, type QueueSession, type SessionItem } from "./queue-session.js";

/** Makes Music Assistant play this item; where its place is not known, it is told the direction. */
export function steerTo(
  { house, afterwards }: Pick<Visit<unknown>, "house" | "afterwards">,
  session: QueueSession,
  item: SessionItem,
  wish: "next" | "previous",
): void {
  expectFetch(house, session, item, true);
  afterwards(() => {
    // The place may have become another one meanwhile.
    if (item.queueItemId === undefined) house.players.wish(session.playerId, wish);
    else house.steering.jump(session.playerId, item.queueItemId);
  });
}

/** Alexa is being given this item. A group has one stream of which nothing is kept, so there is nothing to expect of it. */
export function expectFetch(house: MusicHouse, session: QueueSession, item: SessionItem, isToCome: boolean): void {
  if (house.players.view(session.playerId)?.isGroup !== true)
    house.audio.expect(session.playerId, audioIdOf(session, item), isToCome);
}
