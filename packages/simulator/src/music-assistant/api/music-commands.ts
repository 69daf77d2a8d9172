import type { ApiHouse, Command } from "./house.js";
import { LISTS, type Kind, type LibraryItem } from "./library.js";
import { ApiRefusal, numberOr, required, type WireObject } from "./wire.js";

const KINDS = Object.keys(LISTS) as Kind[];

/** `music/*` (reference 4.7). */
export const MUSIC_COMMANDS: Readonly<Record<string, Command>> = {
  "music/search": search,
  "music/item_by_uri": (args, { library, schema }) =>
    library.wire(library.find(required(args, "uri", "string")), schema),
  ...Object.fromEntries(KINDS.map((kind) => [`music/${LISTS[kind]}/library_items`, page(kind)])),
  ...Object.fromEntries(
    KINDS.map((kind) => [
      `music/${LISTS[kind]}/count`,
      (_args: WireObject, { library }: ApiHouse) => library.of(kind).length,
    ]),
  ),
  "music/albums/album_tracks": tracksOf("album"),
  "music/artists/artist_tracks": tracksOf("artist"),
  "music/playlists/playlist_tracks": tracksOf("playlist"),
  "music/podcasts/podcast_episodes": (_args, { library, schema }) =>
    library.items.filter(({ kind }) => kind === "podcast_episode").map((item) => library.wire(item, schema)),
  "music/favorites/add_item": (args, house) => {
    const item = house.library.find(required(args, "item", "string"));
    setFavorite(house, item, true);
    return null;
  },
  "music/favorites/remove_item": (args, house) => {
    const kind = required(args, "media_type", "string");
    setFavorite(house, house.library.find(`library://${kind}/${String(args["library_item_id"])}`), false);
    return null;
  },
};

function search(args: WireObject, { library, schema }: ApiHouse): unknown {
  const words = required(args, "search_query", "string").toLowerCase();
  const wanted = Array.isArray(args["media_types"]) ? args["media_types"] : KINDS;
  const limit = numberOr(args, "limit", 25);
  const found = (kind: Kind): readonly WireObject[] =>
    wanted.includes(kind)
      ? library
          .of(kind)
          .filter(({ name }) => name.toLowerCase().includes(words))
          .slice(0, limit)
          .map((item) => library.wire(item, schema))
      : [];
  // Here the plural of radio is radio.
  const lists = KINDS.map((kind) => [kind === "radio" ? "radio" : LISTS[kind], found(kind)]);
  return { ...Object.fromEntries(lists), genres: [] };
}

function page(kind: Kind): Command {
  return (args, { library, schema }) => {
    const { search: words, favorite } = args;
    const offset = numberOr(args, "offset", 0);
    const named = (item: LibraryItem): boolean =>
      typeof words !== "string" || item.name.toLowerCase().includes(words.toLowerCase());
    const liked = (item: LibraryItem): boolean =>
      typeof favorite !== "boolean" || library.isFavorite(item) === favorite;
    return library
      .of(kind)
      .filter((item) => named(item) && liked(item))
      .sort((one, other) => one.name.localeCompare(other.name))
      .slice(offset, offset + numberOr(args, "limit", 500))
      .map((item) => library.wire(item, schema));
  };
}

function tracksOf(kind: Kind): Command {
  return (args, { library, schema }) => {
    const holder = library.of(kind).find(({ id }) => id === String(args["item_id"]));
    if (holder === undefined) throw new ApiRefusal(2, `${kind} ${String(args["item_id"])} not found`);
    return holder.tunes.map((tune) => library.wire(library.track(tune), schema));
  };
}

function setFavorite({ library, schema, tell }: ApiHouse, item: LibraryItem, isFavorite: boolean): void {
  library.setFavorite(item, isFavorite);
  tell("media_item_updated", `library://${item.kind}/${item.id}`, library.wire(item, schema));
}
