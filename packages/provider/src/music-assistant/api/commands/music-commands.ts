import {
  MediaItemSchema,
  MediaItemsSchema,
  SearchResultsSchema,
  type MediaItem,
  type MediaType,
  type SearchResults,
} from "@ma-alexa/protocol/music-assistant";
import { z } from "zod";

import type { Ask } from "../requests.js";

/** The kinds of which a library has pages; Music Assistant's word for each in its commands. */
export type LibraryKind = "artists" | "albums" | "tracks" | "playlists" | "radios" | "audiobooks" | "podcasts";

/** The kinds whose inside only they themselves can tell, and the command that asks for it. */
const INSIDE = { playlists: "music/playlists/playlist_tracks", podcasts: "music/podcasts/podcast_episodes" } as const;
export type HoldingKind = keyof typeof INSIDE;

export interface LibraryPage {
  readonly offset: number;
  readonly limit: number;
  readonly search?: string;
  readonly isFavorite?: boolean;
}

/** Commands for the library and for search (Sendspin reference 4.7). Each rejects with MusicAssistantError. */
export class MusicCommands {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Looks everywhere for `query`; with `isLibraryOnly` in the library alone, which is quicker. */
  async search(
    query: string,
    options: { readonly types?: readonly MediaType[]; readonly limit?: number; readonly isLibraryOnly?: boolean } = {},
  ): Promise<SearchResults> {
    const { types, limit = 25, isLibraryOnly = false } = options;
    return await this.#ask(
      "music/search",
      { search_query: query, media_types: types, limit, library_only: isLibraryOnly },
      SearchResultsSchema,
    );
  }

  /** Rejects with MEDIA_NOT_FOUND for what is gone. */
  async itemByUri(uri: string): Promise<MediaItem> {
    return await this.#ask("music/item_by_uri", { uri }, MediaItemSchema);
  }

  /** One page of the library; shorter than `limit` at its end. */
  async libraryPage(
    kind: LibraryKind,
    { offset, limit, search, isFavorite }: LibraryPage,
  ): Promise<readonly MediaItem[]> {
    return await this.#ask(
      `music/${kind}/library_items`,
      { offset, limit, search, favorite: isFavorite, order_by: "sort_name" },
      MediaItemsSchema,
    );
  }

  /** The tracks of a playlist or the episodes of a podcast, in order; `libraryItemId` as in `library://playlist/7`. */
  async inside(kind: HoldingKind, libraryItemId: string): Promise<readonly MediaItem[]> {
    const of = { item_id: libraryItemId, provider_instance_id_or_domain: "library" };
    return await this.#ask(INSIDE[kind], of, MediaItemsSchema);
  }

  async addFavorite(uri: string): Promise<void> {
    await this.#ask("music/favorites/add_item", { item: uri }, z.unknown());
  }

  /** `libraryItemId` is the id of the item in the library, as in `library://track/7`. */
  async removeFavorite(type: MediaType, libraryItemId: string): Promise<void> {
    await this.#ask("music/favorites/remove_item", { media_type: type, library_item_id: libraryItemId }, z.unknown());
  }
}
