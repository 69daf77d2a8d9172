import type { KnownApiEvent, MediaItem } from "@ma-alexa/protocol/music-assistant";

import type { Clock, Logger, Timer } from "../../ports.js";

import type { HoldingKind, LibraryKind, MusicCommands } from "./commands/music-commands.js";
import { LibraryIndex } from "./library-index.js";
import type { MediaFacts, MediaKind } from "./media-facts.js";
import { MusicAssistantError } from "./music-assistant-error.js";

const KINDS: readonly LibraryKind[] = ["artists", "albums", "tracks", "playlists", "radios", "podcasts", "audiobooks"];
const HOLDING: readonly HoldingKind[] = ["playlists", "podcasts"];
const PAGE_ITEMS = 500;
/** So many playlists and podcasts are looked into: each is a request, and playlists can be long. */
const MOST_LOOKED_INTO = 100;
/** A synchronisation changes thousands of items one by one; the library is read again when it is quiet. */
const QUIET_MS = 30_000;

/**
 * The household's library in memory, for answers that wait for nobody. Read page by page when the API is connected, and
 * again after it changed.
 */
export class Library {
  readonly #music: Pick<MusicCommands, "libraryPage" | "inside">;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #index: LibraryIndex | undefined;
  #quiet: Timer | undefined;
  #revision = 0;
  /** Which reading is the newest; an older one stops. */
  #reading = 0;

  constructor(parts: {
    readonly music: Pick<MusicCommands, "libraryPage" | "inside">;
    readonly clock: Clock;
    readonly logger: Logger;
  }) {
    this.#music = parts.music;
    this.#clock = parts.clock;
    this.#logger = parts.logger;
  }

  /** False until the library has been read once. */
  get isKnown(): boolean {
    return this.#index !== undefined;
  }

  /** Another number after each reading. */
  get revision(): number {
    return this.#revision;
  }

  /** Everything of one kind, as last read. */
  all(kind: MediaKind): readonly MediaFacts[] {
    return this.#index?.all(kind) ?? [];
  }

  byUri(uri: string): MediaFacts | undefined {
    return this.#index?.byUri(uri);
  }

  /**
   * What playing `uri` begins with, at most `count`: tracks of an album, artist or playlist, episodes of a podcast with the latest first;
   * empty when that is not known.
   */
  itemsOf(uri: string, count: number): readonly MediaFacts[] {
    return this.#index?.itemsOf(uri, count) ?? [];
  }

  /** What is called so, the best match first. */
  find(words: string, kinds: readonly MediaKind[], count: number): readonly MediaFacts[] {
    return this.#index?.find(words, kinds, count) ?? [];
  }

  /** What to play when nothing was named: a favourite, or whatever there is. */
  anything(): MediaFacts | undefined {
    return this.#index?.anything();
  }

  /** Reads everything; resolves when it is known or could not be read. Never rejects. */
  async read(): Promise<void> {
    const reading = ++this.#reading;
    const index = new LibraryIndex();
    const holders: { readonly kind: HoldingKind; readonly item: MediaItem }[] = [];
    try {
      for (const kind of KINDS) {
        for (let offset = 0; ; offset += PAGE_ITEMS) {
          const page = await this.#music.libraryPage(kind, { offset, limit: PAGE_ITEMS });
          if (reading !== this.#reading) return;
          for (const item of page) index.add(item);
          const holding = HOLDING.find((one) => one === kind);
          if (holding !== undefined) holders.push(...page.map((item) => ({ kind: holding, item })));
          if (page.length < PAGE_ITEMS) break;
        }
      }
    } catch (error) {
      if (!(error instanceof MusicAssistantError)) throw error;
      this.#logger.warn({ code: error.code }, "Music Assistant's library could not be read");
      return;
    }
    this.#index = index;
    this.#revision += 1;
    this.#logger.info({ items: index.size }, "Music Assistant's library is known");
    for (const { kind, item } of holders.slice(0, MOST_LOOKED_INTO))
      if (reading === this.#reading) await this.#lookInto(index, kind, item);
  }

  async #lookInto(index: LibraryIndex, kind: HoldingKind, { uri, item_id: id }: MediaItem): Promise<void> {
    try {
      index.fill(uri, await this.#music.inside(kind, id));
    } catch (error) {
      if (!(error instanceof MusicAssistantError)) throw error;
      this.#logger.debug({ code: error.code }, "A playlist or podcast of Music Assistant could not be looked into");
    }
  }

  /** Takes an event of the connection. */
  hear({ event }: KnownApiEvent): void {
    if (event !== "media_item_added" && event !== "media_item_updated" && event !== "media_item_deleted") return;
    this.#quiet?.cancel();
    this.#quiet = this.#clock.after(QUIET_MS, () => void this.read());
  }

  stop(): void {
    this.#quiet?.cancel();
    this.#reading += 1;
  }
}
