import type { Filters } from "@ma-alexa/protocol/alexa/music-skill";
import type { MusicHouse } from "./music-house.js";
import type { MediaFacts } from "./ports.js";

/** How far into an album or playlist is looked for something that may be played. */
const LOOK_AHEAD = 50;

/** The person's filter forbids what is explicit. */
export function isFilterOn(filters: Filters | undefined): boolean {
  return filters?.explicitLanguageAllowed === false;
}

/** Something of it may be played. What the library does not mark is taken for harmless. */
export function isPlayableUnder(house: MusicHouse, media: MediaFacts, filters: Filters | undefined): boolean {
  if (!isFilterOn(filters)) return true;
  if (media.isExplicit === true) return false;
  const items = house.catalogue.itemsOf(media.uri, LOOK_AHEAD);
  return items.length === 0 || items.some(isClean);
}

export function isClean({ isExplicit }: MediaFacts): boolean {
  return isExplicit !== true;
}
