import type { PlayerId } from "../ports.js";
import type { MusicHouse } from "./music-house.js";
import { indexOf, ownQueue } from "./next-items.js";
import { audioIdOf, type QueueSession, type SessionItem } from "./queue-session.js";
import { reach } from "./queue-walk.js";

/**
 * A queue has changed: the item that Alexa holds ready keeps its id and becomes what follows now, since nothing makes her ask again. What
 * she shows of it stays as it was.
 */
export function followQueue(house: MusicHouse, playerId: PlayerId): void {
  const session = house.book.of(playerId);
  if (session === undefined || house.players.view(playerId)?.isGroup === true) return;
  const queue = ownQueue(house, session);
  const ready = session.last;
  if (queue?.currentIndex === undefined || ready?.after === undefined) return;
  const before = session.numbered(ready.after);
  if (before === undefined || hasBegun(ready, queue.at(queue.currentIndex)?.queueItemId)) return;
  const how = { step: 1, isUserInitiated: false, loop: session.loop, isFiltered: session.isFiltered } as const;
  const found = reach(queue, indexOf(queue, before) ?? queue.currentIndex, how);
  if (found !== "end" && found !== "unseen") rebind(house, session, ready, found.queueItemId);
}

function hasBegun(item: SessionItem, current: string | undefined): boolean {
  return item.queueItemId !== undefined && item.queueItemId === current;
}

function rebind(house: MusicHouse, session: QueueSession, item: SessionItem, queueItemId: string): void {
  if (item.queueItemId === queueItemId) return;
  item.queueItemId = queueItemId;
  house.audio.bind(session.playerId, audioIdOf(session, item), queueItemId);
  house.book.changed();
}
