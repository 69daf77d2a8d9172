import type { DirectivePayload, MusicAnswer } from "@ma-alexa/protocol/alexa/music-skill";
import { contentMeaning } from "../content-id.js";
import { isFilterOn, isPlayableUnder } from "../explicit.js";
import type { HandOff } from "../hand-offs.js";
import { modesOf, writeMethod, type Modes } from "../item-writer.js";
import type { MusicHouse, Visit } from "../music-house.js";
import { placed, untold } from "../next-items.js";
import { firstOf, type Start } from "../first-item.js";
import type { MediaFacts, PlayOrder } from "../ports.js";
import { audioIdOf, type QueueSession } from "../queue-session.js";
import { filtered, refusal } from "../refusal.js";
import { expectFetch } from "../steer.js";
import { whichEcho, type AskingEcho } from "../which-echo.js";

type InitiateVisit = Visit<DirectivePayload<"Initiate">>;

/** How far ahead the library is read for items that are asked for before Music Assistant has told of its queue. */
const PLANNED = 50;

/** Begins to play. The id may be years old; what plays on the player already (a hand-off) is only given a queue. */
export function initiate(visit: InitiateVisit): MusicAnswer {
  const { house, payload } = visit;
  const meaning = contentMeaning(payload.contentId);
  if (meaning === undefined) return refusal("CONTENT_NOT_FOUND");
  if (meaning.kind === "library") return beginLibrary(visit, [meaning.uri]);
  const handOff = house.handOffs.find(meaning.token);
  if (handOff === undefined) return refusal("CONTENT_NOT_FOUND");
  return house.handOffs.claim(meaning.token) ? beginHandOff(visit, handOff) : beginLibrary(visit, handOff.uris);
}

/** Music Assistant plays it already, so its modes hold and not those of the directive. */
function beginHandOff({ house, payload }: InitiateVisit, { playerId }: HandOff): MusicAnswer {
  const queue = house.queues.of(playerId);
  const session = house.book.begin({
    contentId: payload.contentId,
    playerId,
    isGuess: false,
    isFiltered: isFilterOn(payload.filters),
    loop: queue?.repeat === "all",
    planned: [],
    isPlanWhole: false,
  });
  const isGroup = house.players.view(playerId)?.isGroup === true;
  const current = queue?.currentIndex === undefined || isGroup ? undefined : queue.at(queue.currentIndex);
  const first = current === undefined ? untold(house, session) : placed(house, session, current.media, current);
  expectFetch(house, session, first, false);
  return begun(house, session, first, { modes: modesOf(queue, session), isToCome: false });
}

/** Something of the library, on the Echo that asks. Answered from the index; Music Assistant is told afterwards. */
function beginLibrary(visit: InitiateVisit, addresses: readonly string[]): MusicAnswer {
  const { house, payload } = visit;
  const known = addresses.flatMap((uri) => house.catalogue.byUri(uri) ?? []);
  if (known.length === 0) return refusal("CONTENT_NOT_FOUND");
  const media = known.filter((one) => isPlayableUnder(house, one, payload.filters));
  const [content] = media;
  if (content === undefined) return filtered();
  const echo = whichEcho(house, payload.currentItemReference);
  if (echo === undefined) return refusal("USER_CONTEXT_MISMATCH");
  return beginOn(visit, echo, content, media);
}

function beginOn(
  { house, payload, afterwards }: InitiateVisit,
  echo: AskingEcho,
  content: MediaFacts,
  media: readonly MediaFacts[],
): MusicAnswer {
  const isFiltered = isFilterOn(payload.filters);
  const modes = askedModes(payload, content);
  const start = firstOf(house.catalogue, media, {
    isFiltered,
    shuffle: modes.shuffle,
    doesResume: payload.playbackPosition === "RESUME",
    count: PLANNED,
  });
  const session = house.book.begin({
    playerId: echo.playerId,
    isGuess: echo.isGuess,
    contentId: payload.contentId,
    isFiltered,
    loop: modes.loop,
    planned: modes.shuffle ? start.planned.slice(0, 1) : start.planned,
    isPlanWhole: isWhole(start, modes),
  });
  const queue = house.queues.of(echo.playerId);
  const before = queue?.currentIndex === undefined ? undefined : queue.at(queue.currentIndex)?.queueItemId;
  session.replaces = { queueItemId: before, atMs: house.clock.now() };
  const first = session.mint(session.planned[0] ?? content, {});
  expectFetch(house, session, first, true);
  afterwards(() => {
    house.steering.play(session.playerId, orderOf(start.order, modes));
  });
  return begun(house, session, first, { modes, isToCome: true });
}

/** The library knows everything that will come, in its order. */
function isWhole({ planned }: Start, { shuffle, repeat }: Modes): boolean {
  return planned.length > 0 && planned.length < PLANNED && !shuffle && !repeat;
}

/** Ignored for what is spoken. */
function askedModes({ playbackModes }: DirectivePayload<"Initiate">, { kind }: MediaFacts): Modes {
  const isSpoken = kind === "podcast" || kind === "episode" || kind === "audiobook";
  return {
    shuffle: !isSpoken && playbackModes?.shuffle === true,
    loop: !isSpoken && playbackModes?.loop === true,
    repeat: !isSpoken && playbackModes?.repeat?.status === "ON",
  };
}

function orderOf(order: PlayOrder, { shuffle, loop, repeat }: Modes): PlayOrder {
  return { ...order, shuffle, repeat: repeat ? "one" : loop ? "all" : "off" };
}

function begun(
  house: MusicHouse,
  session: QueueSession,
  first: Parameters<typeof writeMethod>[2],
  how: Parameters<typeof writeMethod>[3],
): MusicAnswer {
  house.players.began(session.playerId, audioIdOf(session, first));
  return { name: "Initiate.Response", payload: { playbackMethod: writeMethod(house, session, first, how) } };
}
