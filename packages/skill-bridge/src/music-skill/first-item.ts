import { isClean } from "./explicit.js";
import type { Catalogue, MediaFacts, PlayOrder } from "./ports.js";

/** How something is begun. */
export interface Beginning {
  readonly isFiltered: boolean;
  readonly shuffle: boolean;
  /** A podcast goes on where it was left. */
  readonly doesResume: boolean;
  /** How many items to foresee. */
  readonly count: number;
}

/** What to tell Music Assistant, and what will come as far as the library knows. */
export interface Start {
  readonly order: PlayOrder;
  readonly planned: readonly MediaFacts[];
}

/** Where something of the library begins. */
export function firstOf(catalogue: Catalogue, media: readonly MediaFacts[], how: Beginning): Start {
  const [content] = media;
  if (content?.kind === "podcast") return firstEpisode(catalogue, content, how);
  const inside = media.flatMap((one) => (isSingle(one) ? [one] : catalogue.itemsOf(one.uri, how.count)));
  const items = how.isFiltered ? inside.filter(isClean) : inside;
  const uris = media.map(({ uri }) => uri);
  const [first] = how.shuffle ? [items[Math.floor(Math.random() * items.length)]] : items;
  if (first === undefined) return { order: { uris }, planned: [] };
  const planned = how.shuffle ? [first] : items.slice(0, how.count);
  const isWhole = content !== undefined && isSingle(content);
  return { order: { uris, ...(isWhole ? resume(first) : { startUri: first.uri }) }, planned };
}

/**
 * A serial begins with its oldest episode, anything else with its latest; a resume with the one that was left half heard (Amazon's
 * "Alexa.Media.Playback", podcasts).
 */
function firstEpisode(catalogue: Catalogue, podcast: MediaFacts, { doesResume, count }: Beginning): Start {
  const latestFirst = catalogue.itemsOf(podcast.uri, count);
  const inOrder = podcast.isSerial === true ? [...latestFirst].reverse() : latestFirst;
  const left = doesResume ? inOrder.findIndex(({ resumeMs }) => resumeMs !== undefined && resumeMs > 0) : -1;
  const planned = left > 0 ? inOrder.slice(left) : inOrder;
  const [first] = planned;
  if (first === undefined) return { order: { uris: [podcast.uri] }, planned: [] };
  return { order: { uris: planned.map(({ uri }) => uri), ...(doesResume ? resume(first) : {}) }, planned };
}

function resume({ resumeMs }: MediaFacts): Pick<PlayOrder, "startMs"> {
  return resumeMs === undefined || resumeMs === 0 ? {} : { startMs: resumeMs };
}

function isSingle({ kind }: MediaFacts): boolean {
  return kind === "track" || kind === "radio" || kind === "episode" || kind === "audiobook";
}
