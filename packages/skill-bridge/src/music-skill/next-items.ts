import type { PlayerId } from "../ports.js";
import type { MusicHouse } from "./music-house.js";
import type { MediaFacts, PlayQueue } from "./ports.js";
import { reach, type Walk } from "./queue-walk.js";
import { audioIdOf, type QueueSession, type SessionItem } from "./queue-session.js";

/** How long Music Assistant may take to replace its queue before whatever it has is taken for the new one. */
const REPLACED_WITHIN_MS = 1_500;

/** What stands beside an item: an item, or that there is none. */
export type Beside = SessionItem | "finished";

/**
 * The item beside `current`. What Music Assistant's queue says holds; before it is told, what the library says; and where nobody knows,
 * an item whose audio is whatever plays then.
 */
export function beside(
  house: MusicHouse,
  session: QueueSession,
  current: SessionItem,
  how: Pick<Walk, "step" | "isUserInitiated">,
): Beside {
  if (house.players.view(session.playerId)?.isGroup === true) return besideInGroup(house, session, current, how);
  const queue = ownQueue(house, session);
  if (queue === undefined) return foreseen(house, session, current, how.step);
  const index = indexOf(queue, current);
  if (index === undefined) return untold(house, session, current);
  const { step, isUserInitiated } = how;
  const found = reach(queue, index, { step, isUserInitiated, loop: session.loop, isFiltered: session.isFiltered });
  if (found === "end") return "finished";
  if (found === "unseen") return untold(house, session, current);
  const known = step === 1 ? session.prefetched(current.number, found.queueItemId) : undefined;
  // One that became another item after it was handed out shows the wrong title: asked anew, Alexa gets a new one.
  if (known?.media.uri === found.media.uri) return known;
  return placed(house, session, found.media, { queueItemId: found.queueItemId, after: current.number });
}

/** Music Assistant's queue, once it holds what the session began. */
export function ownQueue(house: MusicHouse, session: QueueSession): PlayQueue | undefined {
  const queue = house.queues.of(session.playerId);
  if (queue?.currentIndex === undefined) return undefined;
  const { replaces } = session;
  if (replaces === undefined) return queue;
  const item = queue.at(queue.currentIndex);
  const isNew = item !== undefined && item.queueItemId !== replaces.queueItemId;
  const isExpected = session.planned.length === 0 || session.planned[0]?.uri === item?.media.uri;
  const isOverdue = house.clock.now() - replaces.atMs > REPLACED_WITHIN_MS;
  if (!isNew || !(isExpected || isOverdue)) return undefined;
  adopt(house, session, queue, queue.currentIndex);
  return queue;
}

/** A new item of a place that is known. */
export function placed(
  house: MusicHouse,
  session: QueueSession,
  media: MediaFacts,
  where: { readonly queueItemId: string; readonly after?: number },
): SessionItem {
  const item = session.mint(media, where);
  house.audio.bind(session.playerId, audioIdOf(session, item), where.queueItemId);
  house.book.changed();
  return item;
}

/** An item of which only is known that it will sound: it takes the track that is played then. */
export function untold(house: MusicHouse, session: QueueSession, after?: SessionItem): SessionItem {
  const media = liveMedia(house, session.playerId);
  return session.mint(media, after === undefined ? {} : { after: after.number });
}

/** What is shown of audio whose title nobody can tell beforehand. */
function liveMedia(house: MusicHouse, playerId: PlayerId): MediaFacts {
  const name = house.players.view(playerId)?.name ?? "Music Assistant";
  return { uri: "", kind: "radio", name, artists: [] };
}

/** Where an item stands now; where it was taken out, what plays instead of it. */
export function indexOf(queue: PlayQueue, item: SessionItem): number | undefined {
  const index = item.queueItemId === undefined ? undefined : queue.indexOf(item.queueItemId);
  return index ?? queue.currentIndex;
}

/** A group has one item without an end, since it would fetch two at once; a person who skips gets a fresh one (how Echos fetch, fact 5). */
function besideInGroup(
  house: MusicHouse,
  session: QueueSession,
  current: SessionItem,
  { isUserInitiated, step }: Pick<Walk, "step" | "isUserInitiated">,
): Beside {
  return isUserInitiated || step === -1 ? untold(house, session, current) : "finished";
}

function foreseen(house: MusicHouse, session: QueueSession, current: SessionItem, step: 1 | -1): Beside {
  const media = foreseenMedia(session, current.number + step);
  if (media === undefined) return step === -1 || session.isPlanWhole ? "finished" : untold(house, session, current);
  const known = step === 1 ? session.prefetched(current.number, undefined) : undefined;
  return known ?? session.mint(media, { after: current.number });
}

function foreseenMedia({ planned, isPlanWhole, loop }: QueueSession, place: number): MediaFacts | undefined {
  const wrapped = isPlanWhole && loop ? (place + planned.length) % planned.length : place;
  return planned[wrapped];
}

/** The queue has arrived: what was handed out before gets its places. */
function adopt(house: MusicHouse, session: QueueSession, queue: PlayQueue, first: number): void {
  for (const item of session.items) {
    const place = queue.at(first + item.number);
    if (item.queueItemId !== undefined || place === undefined) continue;
    item.queueItemId = place.queueItemId;
    house.audio.bind(session.playerId, audioIdOf(session, item), place.queueItemId);
  }
  session.replaces = undefined;
  session.planned = [];
  session.isPlanWhole = false;
  if (session.isFiltered) removeExplicit(house, session, queue, first);
  house.book.changed();
}

/** What the filter passes over must not be played by Music Assistant either. */
function removeExplicit(house: MusicHouse, session: QueueSession, queue: PlayQueue, first: number): void {
  for (let index = first + 1; index < queue.total; index += 1) {
    const item = queue.at(index);
    if (item === undefined) return;
    if (item.media.isExplicit === true) house.steering.remove(session.playerId, item.queueItemId);
  }
}
