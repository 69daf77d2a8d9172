/** What is shown and said of content (Amazon's "Music, Radio, and Podcast Components"); strict: this is what we send. */
import { z } from "zod";

/** Skill → Alexa: MetadataNameProperty. Screens show `speech.text`, so it stands in natural case. */
export const NameSchema = z.strictObject({
  speech: z.strictObject({ type: z.literal("PLAIN_TEXT"), text: z.string().min(1) }),
  display: z.string().min(1),
});
export type Name = z.infer<typeof NameSchema>;

const HttpsSchema = z.string().startsWith("https://");

/** Skill → Alexa: ArtSource. */
const ArtSourceSchema = z.strictObject({
  url: HttpsSchema,
  size: z.enum(["X_SMALL", "SMALL", "MEDIUM", "LARGE", "X_LARGE"]),
  widthPixels: z.int().positive(),
  heightPixels: z.int().positive(),
});

/** Skill → Alexa: Art; an empty ladder is taken for a mistake by some screens. */
export const ArtSchema = z.strictObject({
  contentDescription: z.string().optional(),
  sources: z.array(ArtSourceSchema).min(1),
});
export type Art = z.infer<typeof ArtSchema>;

const EntitySchema = z.strictObject({ name: NameSchema });
/** Its shape is not documented; sent only by those who switch it on. */
const shown = { name: NameSchema, art: ArtSchema, background: ArtSchema.optional() };

/** Skill → Alexa: MediaMetadata. `type` must be that of what was asked for: a track in answer to an artist ends the matter. */
export const MetadataSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("TRACK"),
    ...shown,
    authors: z.array(EntitySchema).optional(),
    album: EntitySchema.optional(),
  }),
  z.strictObject({ type: z.literal("ALBUM"), ...shown, authors: z.array(EntitySchema) }),
  z.strictObject({ type: z.literal("ARTIST"), ...shown }),
  z.strictObject({ type: z.literal("GENRE"), ...shown, authors: z.array(EntitySchema).optional() }),
  z.strictObject({ type: z.literal("PLAYLIST"), ...shown, authors: z.array(EntitySchema).optional() }),
  z.strictObject({ type: z.literal("STATION"), ...shown, authors: z.array(EntitySchema).optional() }),
  z.strictObject({ type: z.literal("PROGRAM"), ...shown, series: NameSchema.optional(), isLatest: z.boolean() }),
  z.strictObject({ type: z.literal("PROGRAM_SERIES"), ...shown }),
]);
export type Metadata = z.infer<typeof MetadataSchema>;

/** Skill → Alexa: Content. Its id means the same for years. */
export const ContentSchema = z.strictObject({
  id: z.string().min(1),
  actions: z.strictObject({ playable: z.boolean().optional(), browsable: z.boolean().optional() }).optional(),
  metadata: MetadataSchema,
});
export type Content = z.infer<typeof ContentSchema>;
