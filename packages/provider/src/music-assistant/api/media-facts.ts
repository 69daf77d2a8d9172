import { imageProxyPath, thumbnailOf, type MediaItem, type MediaType } from "@ma-alexa/protocol/music-assistant";

/** What can be shown of one thing that plays or can be played, in the house's words. */
export interface MediaFacts {
  /** What `play_media` takes. */
  readonly uri: string;
  readonly kind: MediaKind;
  readonly name: string;
  /** Authors of an episode or audiobook stand here as well. */
  readonly artists: readonly string[];
  readonly album?: string;
  /** Whole seconds rounded down; absent for what has no end. */
  readonly durationMs?: number;
  /** Path and query of its picture at Music Assistant, without a size. */
  readonly image?: string;
  readonly isExplicit?: boolean;
  /** Of an episode: its podcast. */
  readonly series?: string;
  /** Of an episode: no newer one is known. */
  readonly isLatest?: boolean;
  /** Of an episode or audiobook: where the person left it. */
  readonly resumeMs?: number;
}

export type MediaKind =
  "track" | "album" | "artist" | "playlist" | "genre" | "radio" | "podcast" | "episode" | "audiobook";

const KINDS: Partial<Record<MediaType | "unknown", MediaKind>> = {
  track: "track",
  album: "album",
  artist: "artist",
  playlist: "playlist",
  genre: "genre",
  radio: "radio",
  podcast: "podcast",
  podcast_episode: "episode",
  audiobook: "audiobook",
};

/** Undefined for folders, announcements and whatever newer servers have. */
export function factsOf(item: MediaItem): MediaFacts | undefined {
  const kind = KINDS[item.media_type];
  if (kind === undefined) return undefined;
  const image = thumbnailOf(item);
  const left = item.fully_played === true ? undefined : item.resume_position_ms;
  return {
    uri: item.uri,
    kind,
    name: item.name,
    artists: item.artists?.map(({ name }) => name) ?? item.authors ?? [],
    ...(item.album ? { album: item.album.name } : {}),
    ...(item.duration ? { durationMs: item.duration * 1_000 } : {}),
    ...(image === undefined ? {} : { image: imageProxyPath(image) }),
    ...(item.metadata?.explicit == null ? {} : { isExplicit: item.metadata.explicit }),
    ...(item.podcast ? { series: item.podcast.name } : {}),
    ...(left ? { resumeMs: left } : {}),
  };
}
