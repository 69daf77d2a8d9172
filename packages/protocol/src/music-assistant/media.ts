/** What can be played: artists, albums, tracks and the rest of a library (Sendspin reference 4.6 and 4.7). */
import { z } from "zod";
import { displayOnly, openEnum, openObject, readableItems } from "../open-schemas.js";
import { MediaImageSchema, type MediaImage } from "./image.js";

export const MediaTypeSchema = openEnum([
  "artist",
  "album",
  "track",
  "playlist",
  "radio",
  "audiobook",
  "podcast",
  "podcast_episode",
  "genre",
  "folder",
  "announcement",
  "flow_stream",
  "plugin_source",
  "sound_effect",
]);
export type MediaType = z.infer<typeof MediaTypeSchema>;

const image = displayOnly(MediaImageSchema.nullable());
const text = displayOnly(z.string().nullable());
const MetadataSchema = openObject({
  images: displayOnly(readableItems(MediaImageSchema).nullable()),
  explicit: displayOnly(z.boolean().nullable()),
  /** A day or a moment, ISO 8601. */
  release_date: text,
});
const metadata = displayOnly(MetadataSchema.nullable());

/** A medium named inside another one: the artist of a track, its album, the podcast of an episode. */
const MediaMentionSchema = openObject({ name: z.string(), uri: text, item_id: text, image, metadata });

/**
 * Server → client: a medium of any type, whole or as a mapping, Sendspin reference 4.6 and 4.7. What only some types have
 * is absent on the others.
 */
export const MediaItemSchema = openObject({
  item_id: z.string().min(1),
  /** `library`, or the instance of a provider. */
  provider: z.string().min(1),
  media_type: MediaTypeSchema,
  name: z.string(),
  /** `library://track/123`; what is given to play_media. */
  uri: z.string().min(1),
  version: text,
  sort_name: text,
  is_playable: displayOnly(z.boolean()),
  /** False for what a provider no longer has; only mappings tell it. */
  available: displayOnly(z.boolean()),
  favorite: displayOnly(z.boolean().nullable()),
  /** Seconds; 0 = unknown or live. */
  duration: displayOnly(z.number().min(0).nullable()),
  artists: displayOnly(readableItems(MediaMentionSchema)),
  album: displayOnly(MediaMentionSchema.nullable()),
  podcast: displayOnly(MediaMentionSchema.nullable()),
  /** Names, of an audiobook. */
  authors: displayOnly(z.array(z.string())),
  owner: text,
  /** Of episodes and audiobooks: whether and how far the user has heard them. */
  fully_played: displayOnly(z.boolean().nullable()),
  resume_position_ms: displayOnly(z.number().min(0).nullable()),
  year: displayOnly(z.int().nullable()),
  disc_number: displayOnly(z.int().nullable()),
  track_number: displayOnly(z.int().nullable()),
  /** Of an item of a playlist and of an episode. */
  position: displayOnly(z.int().nullable()),
  image,
  metadata,
});
export type MediaItem = z.infer<typeof MediaItemSchema>;

/** Server → client: result of every `…/library_items` and of listings inside an item. Unreadable ones are left out. */
export const MediaItemsSchema = readableItems(MediaItemSchema);

const found = displayOnly(MediaItemsSchema);

/** Server → client: result of `music/search`, Sendspin reference 4.7. */
export const SearchResultsSchema = openObject({
  artists: found,
  albums: found,
  tracks: found,
  playlists: found,
  radio: found,
  audiobooks: found,
  podcasts: found,
  genres: found,
});
export type SearchResults = z.infer<typeof SearchResultsSchema>;

/** The thumbnail of a medium: its own, else its album's or podcast's. A track shows its album's cover first, as Music Assistant does. */
export function thumbnailOf(item: MediaItem): MediaImage | undefined {
  const around = [item.album, item.podcast].map((mention) => ownThumbnail(mention ?? undefined));
  return around.find((one) => one !== undefined) ?? ownThumbnail(item);
}

function ownThumbnail(of: Pick<MediaItem, "image" | "metadata"> | undefined): MediaImage | undefined {
  return of?.image ?? of?.metadata?.images?.find(({ type }) => type === "thumb");
}
