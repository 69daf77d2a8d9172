import type { Art, Metadata, Name } from "@ma-alexa/protocol/alexa/music-skill";
import type { ArtUrls, MediaFacts } from "./ports.js";

/** The sizes that Alexa recommends ("Art", Components Reference). */
const LADDER = [
  ["X_SMALL", 48],
  ["SMALL", 60],
  ["MEDIUM", 110],
  ["LARGE", 256],
  ["X_LARGE", 600],
] as const;

/** Pictures whose addresses are kept ready, the newest of them. */
const MAX_READY = 1_024;

/** Writes what screens show of content. */
export class MetadataWriter {
  readonly #art: ArtUrls;
  readonly #hasBackground: boolean;
  readonly #ready = new Map<string, Art>();
  /** An item is asked for again and again, and what is known of it never changes. */
  readonly #items = new WeakMap<MediaFacts, Metadata>();

  /** `hasBackground`: also sends pictures to stand behind, whose shape is not documented. */
  constructor(art: ArtUrls, hasBackground = false) {
    this.#art = art;
    this.#hasBackground = hasBackground;
  }

  /** What was found, in the type that was asked for. */
  content(media: MediaFacts): Metadata {
    const shown = this.#shown(media);
    switch (media.kind) {
      case "track":
        return this.item(media);
      case "album":
        return { type: "ALBUM", ...shown, authors: entities(media.artists) };
      case "artist":
        return { type: "ARTIST", ...shown };
      case "genre":
        return { type: "GENRE", ...shown };
      case "playlist":
        return { type: "PLAYLIST", ...shown };
      case "podcast":
        return { type: "PROGRAM_SERIES", ...shown };
      case "radio":
      case "episode":
      case "audiobook":
        return this.item(media);
    }
  }

  /** What plays: a track, a station or an episode, whatever it was found in. */
  item(media: MediaFacts): Metadata {
    const ready = this.#items.get(media);
    if (ready !== undefined) return ready;
    const written = this.#item(media);
    this.#items.set(media, written);
    return written;
  }

  /** What plays without an end, whatever it is. */
  station(media: MediaFacts): Metadata {
    return { type: "STATION", ...this.#shown(media) };
  }

  #item(media: MediaFacts): Metadata {
    if (media.kind === "radio") return this.station(media);
    const shown = this.#shown(media);
    if (media.kind === "episode" || media.kind === "audiobook") return program(shown, media);
    const authors = media.artists.length === 0 ? {} : { authors: entities(media.artists) };
    // Without an album the app shows the skill's name in its place.
    return { type: "TRACK", ...shown, ...authors, album: { name: nameOf(media.album ?? media.name) } };
  }

  #shown(media: MediaFacts): { name: Name; art: Art; background?: Art } {
    const art = this.#ladder(media.image);
    return { name: nameOf(media.name), art, ...(this.#hasBackground ? { background: art } : {}) };
  }

  #ladder(image: string | undefined): Art {
    const key = image ?? "";
    const ready = this.#ready.get(key);
    if (ready !== undefined) return ready;
    const sources = LADDER.map(([size, pixels]) => ({
      url: image === undefined ? this.#art.placeholder(pixels) : this.#art.url(image, pixels),
      size,
      widthPixels: pixels,
      heightPixels: pixels,
    }));
    const [oldest] = this.#ready.keys();
    if (this.#ready.size >= MAX_READY && oldest !== undefined) this.#ready.delete(oldest);
    this.#ready.set(key, { sources });
    return { sources };
  }
}

/** In natural case: screens show what is meant to be spoken. */
export function nameOf(text: string): Name {
  const shown = text.trim() === "" ? "Music" : text;
  return { speech: { type: "PLAIN_TEXT", text: shown }, display: shown };
}

/** `isLatest` is always said: without it Alexa says something wrong about the episode. */
function program(shown: { name: Name; art: Art }, media: MediaFacts): Metadata {
  const series = media.series ?? media.album;
  return {
    type: "PROGRAM",
    ...shown,
    ...(series === undefined ? {} : { series: nameOf(series) }),
    isLatest: media.isLatest ?? false,
  };
}

function entities(names: readonly string[]): { name: Name }[] {
  return names.map((name) => ({ name: nameOf(name) }));
}
