import type { MediaItem } from "@ma-alexa/protocol/music-assistant";

import { factsOf, type MediaFacts, type MediaKind } from "./media-facts.js";

interface Entry {
  readonly facts: MediaFacts;
  /** The name as people say it: lower case, no accents, no punctuation. */
  readonly said: string;
  readonly saidWords: ReadonlySet<string>;
  readonly isFavorite: boolean;
}

interface Place {
  readonly facts: MediaFacts;
  readonly order: number;
}

/** Everything of a library, to be found by address and by what people call it. */
export class LibraryIndex {
  readonly #byUri = new Map<string, Entry>();
  readonly #byKind = new Map<MediaKind, Entry[]>();
  /** Address of an album or artist → its tracks. */
  readonly #inside = new Map<string, Place[]>();

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

  all(kind: MediaKind): readonly MediaFacts[] {
    return (this.#byKind.get(kind) ?? []).map(({ facts }) => facts);
  }

  byUri(uri: string): MediaFacts | undefined {
    return this.#byUri.get(uri)?.facts;
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
