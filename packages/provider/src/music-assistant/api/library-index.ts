import type { MediaItem } from "@ma-alexa/protocol/music-assistant";

import { factsOf, type MediaFacts, type MediaKind } from "./media-facts.js";

interface Entry {
  readonly facts: MediaFacts;
  /** The name as people say it: lower case, no accents, no punctuation. */
  readonly said: string;
  readonly saidWords: ReadonlySet<string>;
  readonly isFavorite: boolean;
}

/** Of a playlist or podcast; a person skips far less far before the queue itself is known. */
const MOST_INSIDE = 50;

interface Place {
  readonly facts: MediaFacts;
  readonly order: number;
}

/** Everything of a library, to be found by address and by what people call it. */
export class LibraryIndex {
  readonly #byUri = new Map<string, Entry>();
  readonly #byKind = new Map<MediaKind, Entry[]>();
  /** Address of what holds tracks or episodes → these. */
  readonly #inside = new Map<string, Place[]>();

  /** Episodes that some podcast holds: they are no items of the library, yet a content id may name one. */
  readonly #episodes = new Map<string, MediaFacts>();

  get size(): number {
    return this.#byUri.size;
  }

  add(item: MediaItem): void {
    const facts = factsOf(item);
    if (facts === undefined) return;
    const said = spoken(facts.name);
    const entry = { facts, said, saidWords: new Set(said.split(" ")), isFavorite: item.favorite === true };
    this.#byUri.set(facts.uri, entry);
    push(this.#byKind, facts.kind, entry);
    if (facts.kind !== "track") return;
    const order = (item.disc_number ?? 0) * 10_000 + (item.track_number ?? 0);
    const around = [item.album?.uri, ...(item.artists ?? []).map(({ uri }) => uri)];
    for (const uri of around) if (uri) push(this.#inside, uri, { facts, order });
  }

  /** What a playlist or podcast holds, in order; of a podcast the latest episode comes first and says that it is. */
  fill(uri: string, items: readonly MediaItem[]): void {
    const inOrder = this.byUri(uri)?.kind === "podcast" ? latestFirst(items) : items;
    const facts = inOrder.slice(0, MOST_INSIDE).flatMap((item) => factsOf(item) ?? []);
    const places = facts.map((one, order) => ({
      facts: one.kind === "episode" ? { ...one, isLatest: order === 0 } : one,
      order,
    }));
    this.#inside.set(uri, places);
    for (const { facts: episode } of places) if (episode.kind === "episode") this.#episodes.set(episode.uri, episode);
  }

  all(kind: MediaKind): readonly MediaFacts[] {
    return (this.#byKind.get(kind) ?? []).map(({ facts }) => facts);
  }

  byUri(uri: string): MediaFacts | undefined {
    return this.#byUri.get(uri)?.facts ?? this.#episodes.get(uri);
  }

  itemsOf(uri: string, count: number): readonly MediaFacts[] {
    const places = this.#inside.get(uri) ?? [];
    return [...places]
      .sort((one, other) => one.order - other.order)
      .slice(0, count)
      .map(({ facts }) => facts);
  }

  find(words: string, kinds: readonly MediaKind[], count: number): readonly MediaFacts[] {
    const asked = spoken(words);
    if (asked === "") return [];
    const wanted = asked.split(" ");
    return kinds
      .flatMap((kind) => this.#byKind.get(kind) ?? [])
      .map((entry) => ({ entry, score: likeness(entry, asked, wanted) }))
      .filter(({ score }) => score > 0)
      .sort((one, other) => other.score - one.score)
      .slice(0, count)
      .map(({ entry }) => entry.facts);
  }

  anything(): MediaFacts | undefined {
    const playable = [...this.#byUri.values()].filter(({ facts }) => facts.kind !== "genre");
    return (playable.find(({ isFavorite }) => isFavorite) ?? playable[0])?.facts;
  }
}

/** By the day of release where all have one, else by their number, which grows. */
function latestFirst(episodes: readonly MediaItem[]): readonly MediaItem[] {
  const released = episodes.map(({ metadata }) => Date.parse(metadata?.release_date ?? ""));
  if (released.some(Number.isNaN))
    return [...episodes].sort((one, other) => (other.position ?? 0) - (one.position ?? 0));
  return episodes
    .map((episode, at) => ({ episode, atMs: released[at] ?? 0 }))
    .sort((one, other) => other.atMs - one.atMs)
    .map(({ episode }) => episode);
}

/** 3: the very name; 2: it begins so; above 0: the share of the asked words that it has, if that is more than half. */
function likeness({ said, saidWords }: Entry, asked: string, wanted: readonly string[]): number {
  if (said === asked) return 3;
  if (said.startsWith(`${asked} `)) return 2;
  const share = wanted.filter((word) => saidWords.has(word)).length / wanted.length;
  return share > 0.5 ? share : 0;
}

function spoken(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
