import type { Tune } from "../tunes.js";
import { ApiRefusal, type WireObject } from "./wire.js";

/** The plural of each kind, as it stands in commands and search results. */
export const LISTS = {
  artist: "artists",
  album: "albums",
  track: "tracks",
  playlist: "playlists",
  radio: "radios",
  podcast: "podcasts",
  audiobook: "audiobooks",
} as const;

export type Kind = keyof typeof LISTS;

/** One thing of the library; what it plays is always made of the simulated tunes. */
export interface LibraryItem {
  readonly kind: Kind | "podcast_episode";
  readonly id: string;
  readonly name: string;
  readonly tunes: readonly Tune[];
  /** Of tracks. */
  readonly artist?: LibraryItem;
  readonly album?: LibraryItem;
  readonly number?: number;
}

/** A household's library around the simulated tunes: artists, albums, a playlist, a station, a podcast and an audiobook. */
export class SimulatedLibrary {
  readonly items: readonly LibraryItem[];
  readonly #favorites = new Set<string>();
  readonly #byUri: ReadonlyMap<string, LibraryItem>;

  constructor(tunes: readonly Tune[]) {
    this.items = [...music(tunes), ...spoken(tunes)];
    this.#byUri = new Map(this.items.map((item) => [uriOf(item), item]));
  }

  of(kind: Kind): readonly LibraryItem[] {
    return this.items.filter((item) => item.kind === kind);
  }

  /** The library's track of a tune; an announcement is a track of its own. */
  track(tune: Tune): LibraryItem {
    const track = this.items.find((item) => item.kind === "track" && item.tunes[0]?.id === tune.id);
    return track ?? { kind: "track", id: tune.id, name: tune.title, tunes: [tune] };
  }

  /** @throws ApiRefusal 2, as the server says of media that do not exist. */
  find(uri: string): LibraryItem {
    const item = this.#byUri.get(uri);
    if (item === undefined) throw new ApiRefusal(2, `Media item ${uri} could not be found`);
    return item;
  }

  isFavorite(item: LibraryItem): boolean {
    return this.#favorites.has(uriOf(item));
  }

  setFavorite(item: LibraryItem, isFavorite: boolean): void {
    if (isFavorite) this.#favorites.add(uriOf(item));
    else this.#favorites.delete(uriOf(item));
  }

  /** One item as a client gets it. */
  wire(item: LibraryItem, schema: number): WireObject {
    return {
      ...base(item, schema),
      provider_mappings: [mapping(item)],
      metadata: { images: [imageOf(item, schema)], explicit: false },
      favorite: this.isFavorite(item),
      position: null,
      date_added: "2026-11-21T23:25:30",
      ...details(item, schema),
    };
  }
}

/** The address of an item: what play_media takes. */
function uriOf({ kind, id }: Pick<LibraryItem, "kind" | "id">): string {
  return `library://${kind}/${id}`;
}

/** The picture of an item. From schema 31 on it has an opaque id too (reference 4.8). */
export function imageOf({ album, kind, id }: LibraryItem, schema: number): WireObject {
  const of = album ?? { kind, id };
  const path = `/covers/${of.kind} ${of.id}.jpg`;
  const proxyId = schema >= 31 ? { proxy_id: Buffer.from(path).toString("base64url") } : {};
  return { type: "thumb", path, provider: "builtin", remotely_accessible: false, ...proxyId };
}

function mapping({ id }: LibraryItem): WireObject {
  const format = { content_type: "flac", sample_rate: 48_000, bit_depth: 16, channels: 2 };
  return {
    item_id: id,
    provider_domain: "filesystem_local",
    provider_instance: "filesystem_local--street",
    available: true,
    in_library: true,
    audio_format: format,
    url: null,
    details: null,
  };
}

function base(item: LibraryItem, schema: number): WireObject {
  const { kind, id, name } = item;
  const common = {
    item_id: id,
    provider: "library",
    name,
    version: "",
    sort_name: name.toLowerCase(),
    uri: uriOf(item),
  };
  return { ...common, external_ids: [], is_playable: true, media_type: kind, image: imageOf(item, schema) };
}

/** An item mentioned in another one. */
function mention(item: LibraryItem, schema: number): WireObject {
  return { ...base(item, schema), available: true, year: null };
}

function details(item: LibraryItem, schema: number): WireObject {
  const seconds = item.tunes.reduce((sum, { durationMs }) => sum + durationMs / 1_000, 0);
  const artists = item.artist === undefined ? [] : [mention(item.artist, schema)];
  switch (item.kind) {
    case "track":
      return {
        duration: seconds,
        artists,
        album: item.album === undefined ? null : mention(item.album, schema),
        disc_number: 1,
        track_number: item.number ?? 0,
        last_played: 0,
      };
    case "album":
      return { artists, year: 2026, album_type: "album" };
    case "playlist":
      return { owner: "The street", is_editable: false };
    case "radio":
      return { duration: null };
    case "podcast":
      return { publisher: "The street", total_episodes: 1 };
    case "podcast_episode":
      return {
        duration: seconds,
        position: 1,
        podcast: mention({ ...item, kind: "podcast" }, schema),
        fully_played: false,
        resume_position_ms: 0,
      };
    case "audiobook":
      return {
        duration: seconds,
        publisher: "The street",
        authors: ["A. Passer-by"],
        narrators: [],
        fully_played: false,
        resume_position_ms: 12_000,
      };
    case "artist":
      return {};
  }
}

function music(tunes: readonly Tune[]): LibraryItem[] {
  const named = (kind: "artist" | "album", names: readonly string[]): LibraryItem[] =>
    [...new Set(names)].map((name, at) => ({
      kind,
      id: String(at + 1),
      name,
      tunes: tunes.filter((tune) => tune[kind] === name),
    }));
  const artists = named(
    "artist",
    tunes.map(({ artist }) => artist),
  );
  const albums = named(
    "album",
    tunes.map(({ album }) => album),
  ).map((album) => withArtist(album, artists));
  const tracks = tunes.map((tune, at): LibraryItem => {
    const album = albums.find(({ name }) => name === tune.album);
    const track = {
      kind: "track" as const,
      id: String(at + 1),
      name: tune.title,
      tunes: [tune],
      number: (album?.tunes.indexOf(tune) ?? 0) + 1,
    };
    return withArtist(album === undefined ? track : { ...track, album }, artists);
  });
  return [...artists, ...albums, ...tracks];
}

function withArtist(item: LibraryItem, artists: readonly LibraryItem[]): LibraryItem {
  const artist = artists.find(({ name }) => name === item.tunes[0]?.artist);
  return artist === undefined ? item : { ...item, artist };
}

function spoken(tunes: readonly Tune[]): LibraryItem[] {
  const one = tunes.slice(0, 1);
  return [
    { kind: "playlist", id: "1", name: "Evening in the Street", tunes: tunes.slice(1, 4) },
    { kind: "radio", id: "1", name: "Street Radio", tunes: one },
    { kind: "podcast", id: "1", name: "Talk of the Street", tunes: one },
    { kind: "podcast_episode", id: "1", name: "The First Lamp", tunes: one },
    { kind: "audiobook", id: "1", name: "The Long Street", tunes: tunes.slice(0, 2) },
  ];
}
