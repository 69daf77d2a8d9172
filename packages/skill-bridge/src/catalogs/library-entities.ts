import type { Catalog, CatalogType } from "@ma-alexa/protocol/alexa/music-skill";
import type { MediaFacts, MediaKind } from "../music-skill/ports.js";
import { entityIdOf, HAND_OFF_ENTITY_ID } from "./entity-id.js";
import { spokenName } from "./spoken-name.js";

/** One entity without the time of its last change, which is decided when it is compared with what was uploaded. */
export type EntityContent = Omit<Extract<Catalog["entities"][number], { names: unknown }>, "lastUpdatedTime">;

/** Where and in which language a skill's catalogs speak. */
export interface CatalogLocale {
  readonly country: string;
  readonly language: string;
}

/** Everything of the library, by kind. Met by provider/music-assistant. */
export interface LibraryListing {
  /** False until the library has been read once. */
  readonly isKnown: boolean;
  /** Another number after each reading. */
  readonly revision: number;
  all(kind: MediaKind): readonly MediaFacts[];
}

const KINDS: readonly (readonly [CatalogType, MediaKind])[] = [
  ["AMAZON.MusicGroup", "artist"],
  ["AMAZON.MusicAlbum", "album"],
  ["AMAZON.MusicRecording", "track"],
  ["AMAZON.MusicPlaylist", "playlist"],
  ["AMAZON.Genre", "genre"],
  ["AMAZON.BroadcastChannel", "radio"],
];

/** The types of catalog that a library fills. */
export const CATALOG_TYPES: readonly CatalogType[] = KINDS.map(([type]) => type);

/** Amazon's limit for a name ("Catalog Reference"). */
const MAX_NAME = 512;
const POPULARITY = 50;
/** The phrase must win over anything that sounds like it. */
const HAND_OFF_POPULARITY = 100;

/** What each catalog should hold for this library, the hand-off phrase among the playlists. */
export function libraryEntities(
  library: LibraryListing,
  locale: CatalogLocale,
  handOff: string | undefined,
): ReadonlyMap<CatalogType, readonly EntityContent[]> {
  const related = relatives(library, locale);
  return new Map(
    KINDS.map(([type, kind]) => {
      const listed = library.all(kind).flatMap((facts) => entity(facts, locale, related));
      return [type, kind === "playlist" && handOff !== undefined ? [...listed, phrase(handOff, locale)] : listed];
    }),
  );
}

function entity(facts: MediaFacts, locale: CatalogLocale, related: Relatives): readonly EntityContent[] {
  const id = entityIdOf(facts);
  const name = facts.name.trim().slice(0, MAX_NAME);
  if (id === undefined || name === "") return [];
  const artists = facts.artists.flatMap((artist) => related("artist", artist));
  const albums = facts.album === undefined ? [] : related("album", facts.album);
  return [
    {
      ...named(id, name, POPULARITY, locale),
      ...(hasArtists(facts.kind) && artists.length > 0 ? { artists } : {}),
      ...(facts.kind === "track" && albums.length > 0 ? { albums } : {}),
      ...(facts.kind === "radio" ? { type: "Live" as const } : {}),
    },
  ];
}

function phrase(text: string, locale: CatalogLocale): EntityContent {
  return named(HAND_OFF_ENTITY_ID, text, HAND_OFF_POPULARITY, locale);
}

function named(id: string, value: string, popularity: number, locale: CatalogLocale): EntityContent {
  return {
    id,
    names: [{ language: locale.language, value }],
    popularity: { default: popularity },
    locales: [{ ...locale }],
  };
}

function hasArtists(kind: MediaKind): boolean {
  return kind === "track" || kind === "album";
}

type Related = NonNullable<EntityContent["artists"]>[number];
type Relatives = (kind: "artist" | "album", name: string) => Related[];

/** Related things stand under the very ids that they have in their own catalogs, or not at all (Music Skill reference 12.3). */
function relatives(library: LibraryListing, { language }: CatalogLocale): Relatives {
  const known = new Map<string, Related>();
  for (const kind of ["artist", "album"] as const)
    for (const facts of library.all(kind)) {
      const id = entityIdOf(facts);
      if (id !== undefined)
        known.set(`${kind} ${spokenName(facts.name)}`, {
          id,
          names: [{ language, value: facts.name.slice(0, MAX_NAME) }],
        });
    }
  return (kind, name) => {
    const found = known.get(`${kind} ${spokenName(name)}`);
    return found === undefined ? [] : [found];
  };
}
