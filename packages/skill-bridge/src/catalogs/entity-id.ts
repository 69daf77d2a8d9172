import type { EntityBook, MediaFacts, MediaKind } from "../music-skill/ports.js";

/** Amazon takes up to 256 characters ("Catalog Reference"). */
const MAX_LENGTH = 256;
const HAND_OFF = "playlist.hand-off";

/** Kinds that a catalog can name, with the word that begins their ids. */
const PREFIXES: Readonly<Partial<Record<MediaKind, string>>> = {
  track: "track",
  album: "album",
  artist: "artist",
  playlist: "playlist",
  genre: "genre",
  radio: "station",
};

const ID = /^(?:track|album|artist|playlist|genre|station)\.u([\w-]+)$/;

/** The id of the playlist entity whose phrase hands over what was just chosen in Music Assistant. */
export const HAND_OFF_ENTITY_ID = HAND_OFF;

/**
 * The id under which something is uploaded: its address in Music Assistant, readable backwards, so that nothing has to be
 * looked up and a new installation keeps all ids. Undefined for what no catalog takes.
 */
export function entityIdOf({ kind, uri }: Pick<MediaFacts, "kind" | "uri">): string | undefined {
  const prefix = PREFIXES[kind];
  if (prefix === undefined) return undefined;
  const id = `${prefix}.u${Buffer.from(uri, "utf8").toString("base64url")}`;
  return id.length <= MAX_LENGTH ? id : undefined;
}

/** What ids stand for. */
export const entities: EntityBook = {
  meaningOf(entityId) {
    if (entityId === HAND_OFF) return "hand-off";
    const [, encoded] = ID.exec(entityId) ?? [];
    return encoded === undefined ? undefined : { uri: Buffer.from(encoded, "base64url").toString("utf8") };
  },
};
