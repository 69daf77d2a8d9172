/** What the music skill asks of the rest of the house. Everything that is read is in memory: none of it waits for anybody. */
import type { PlaybackFact, PlayerId } from "../ports.js";

/** What something of Music Assistant's library is. */
export type MediaKind =
  "track" | "album" | "artist" | "playlist" | "genre" | "radio" | "podcast" | "episode" | "audiobook";

/** What can be shown of one thing that plays or can be played. */
export interface MediaFacts {
  /** Music Assistant's own address, such as `library://album/12`: never reused for another thing. */
  readonly uri: string;
  readonly kind: MediaKind;
  readonly name: string;
  /** Authors of an episode or audiobook stand here as well. */
  readonly artists: readonly string[];
  readonly album?: string;
  /** Absent for what has no end. */
  readonly durationMs?: number;
  /** What `ArtUrls` takes; absent when there is no picture. */
  readonly image?: string;
  readonly isExplicit?: boolean;
  /** Of an episode: the podcast it belongs to. */
  readonly series?: string;
  /** Of an episode: no newer one is known. */
  readonly isLatest?: boolean;
  /** Of a podcast: its episodes tell one story, the oldest first. */
  readonly isSerial?: boolean;
  /** Of an episode or audiobook: where the person left it. */
  readonly resumeMs?: number;
}

/** One place in a player's queue. */
export interface QueueItem {
  /** Music Assistant's id of the place; the same track twice has two. */
  readonly queueItemId: string;
  readonly media: MediaFacts;
}

/** What a queue does at its end, or at the end of an item. */
export type RepeatMode = "off" | "one" | "all";

/** A player's queue as last told by Music Assistant. */
export interface PlayQueue {
  /** Another number whenever anything below may have changed. */
  readonly revision: number;
  /** How many items there are; `at` knows at least the hundred on each side of the current one. */
  readonly total: number;
  readonly currentIndex: number | undefined;
  readonly shuffle: boolean;
  readonly repeat: RepeatMode;
  at(index: number): QueueItem | undefined;
  /** Where an item stands now; undefined when it has left the queue or is too far away to be known. */
  indexOf(queueItemId: string): number | undefined;
}

/** Every player's queue, in memory. Met by provider/music-assistant. */
export interface PlayQueues {
  /** Undefined while Music Assistant's API is away or has never told of this player's queue. */
  of(playerId: PlayerId): PlayQueue | undefined;
  /** Tells of every change of any queue, after it; the function that comes back ends that. */
  follow(listener: (playerId: PlayerId) => void): () => void;
}

/** How something of the library begins. */
export interface PlayOrder {
  /** Addresses of Music Assistant, in order. */
  readonly uris: readonly string[];
  /** The item to begin with, where `uris` name something that holds items. */
  readonly startUri?: string;
  readonly shuffle?: boolean;
  readonly repeat?: RepeatMode;
  /** Of the first item. */
  readonly startMs?: number;
}

/** What is asked of Music Assistant, after Alexa has her answer. A command that fails is logged by the one who carries it out. */
export interface QueueSteering {
  /** Replaces the player's queue and plays. */
  play(playerId: PlayerId, order: PlayOrder): void;
  jump(playerId: PlayerId, queueItemId: string): void;
  /** Resolves when the queue in its new order is known, or after 800 ms. Never rejects. */
  setShuffle(playerId: PlayerId, isOn: boolean): Promise<void>;
  setRepeat(playerId: PlayerId, mode: RepeatMode): void;
  /** Moves what plays, with its place, to another player. */
  transfer(from: PlayerId, to: PlayerId): void;
  /** Takes an item out of the queue. */
  remove(playerId: PlayerId, queueItemId: string): void;
  /** A thumb: up makes it a favourite, down takes that back. */
  rate(uri: string, isLiked: boolean): void;
}

/** The household's library as last read, in memory. Met by provider/music-assistant. */
export interface Catalogue {
  /** False until the library has been read once: nothing is "gone" as long as it is not known. */
  readonly isKnown: boolean;
  byUri(uri: string): MediaFacts | undefined;
  /**
   * What playing `uri` would begin with and go on with, at most `count`; of a podcast the episodes, the latest first. Empty when that is
   * not known.
   */
  itemsOf(uri: string, count: number): readonly MediaFacts[];
  /** What of the library is called so, the best match first. */
  find(words: string, kinds: readonly MediaKind[], count: number): readonly MediaFacts[];
  /** What to play when nothing was named: a favourite, or whatever there is. */
  anything(): MediaFacts | undefined;
}

/** What the ids of the uploaded catalogs stand for. Met by the part that makes the catalogs. */
export interface EntityBook {
  /** The address of Music Assistant that the entity stands for, or that it is the phrase of a hand-off. */
  meaningOf(entityId: string): { readonly uri: string } | "hand-off" | undefined;
}

/** Where Alexa's screens and app get pictures. Met by the art relay. */
export interface ArtUrls {
  /** An HTTPS address of the picture, `pixels` wide and high. */
  url(image: string, pixels: number): string;
  /** Shown where there is no picture. */
  placeholder(pixels: number): string;
}

/** The audio of single items. Met by streams/. */
export interface ItemAudio {
  /** The HTTPS address of one item's audio, fresh and good for 12 h. */
  url(playerId: PlayerId, itemId: string): string;
  /** The same for a group: one stream without an end, from its live edge on, or (`isToCome`) from what Music Assistant begins next. */
  liveUrl(playerId: PlayerId, itemId: string, isToCome: boolean): string;
  /** Which item of the queue that is: known now, or otherwise than before. */
  bind(playerId: PlayerId, itemId: string, queueItemId: string): void;
  /** A directive has led to this item: its fetch is no wish. `isToCome`: its audio is what Music Assistant begins from now on. */
  expect(playerId: PlayerId, itemId: string, isToCome: boolean): void;
  /** An item that was given out as one player's audio is another's from now on. */
  move(from: PlayerId, to: PlayerId, itemId: string): void;
}

/** Whose token a request carries. Met by account linking. */
export interface BearerCheck {
  check(token: string): "valid" | "expired" | "unknown";
}

/** What the skill needs to know of players, and which of them speaks. */
export interface MusicPlayers {
  view(
    playerId: PlayerId,
  ): { readonly name: string; readonly isGroup: boolean; readonly isPlaying: boolean } | undefined;
  /** The Echo that somebody spoke to within the last 8 s (Amazon reference 7.4). */
  spokenTo(): PlayerId | undefined;
  /** The Echo to take when nobody can tell which one asked: one that plays nothing, if there is one. */
  preferred(): PlayerId | undefined;
  /** Alexa was given this item to begin with: its Echo will fetch the audio by itself, so nobody need launch it. */
  began(playerId: PlayerId, itemId: string): void;
  /** Passes a wish to Music Assistant where no place in a queue can be named. */
  wish(playerId: PlayerId, wish: "next" | "previous"): void;
  /** What an Echo did, by the id that its item's audio has. */
  report(playerId: PlayerId, fact: PlaybackFact): void;
}
