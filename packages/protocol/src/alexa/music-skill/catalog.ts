/** Catalogs (Amazon's "Catalog Reference", version 2.0): what can be asked for by name. */
import { z } from "zod";

/** The six types of music and radio that a private skill may have, each with the usage that goes with it. */
export const CATALOG_USAGES = {
  "AMAZON.MusicRecording": "AlexaMusic.Catalog.MusicRecording",
  "AMAZON.MusicAlbum": "AlexaMusic.Catalog.MusicAlbum",
  "AMAZON.MusicGroup": "AlexaMusic.Catalog.MusicGroup",
  "AMAZON.MusicPlaylist": "AlexaMusic.Catalog.MusicPlaylist",
  "AMAZON.Genre": "AlexaMusic.Catalog.Genre",
  "AMAZON.BroadcastChannel": "AlexaMusic.Catalog.BroadcastChannel",
} as const;
export type CatalogType = keyof typeof CATALOG_USAGES;

const EntityIdSchema = z.string().min(1).max(256);
const LocaleSchema = z.strictObject({ country: z.string().length(2), language: z.string().min(2) });
const NamesSchema = z.array(z.strictObject({ language: z.string(), value: z.string().min(1).max(512) })).min(1);
const AlternateNamesSchema = z.array(z.strictObject({ language: z.string(), values: z.array(z.string()) }));
const PopularitySchema = z.strictObject({
  default: z.int().min(0).max(100),
  overrides: z.array(z.strictObject({ locale: LocaleSchema, value: z.int().min(0).max(100) })).optional(),
});
const RelatedSchema = z.strictObject({
  id: EntityIdSchema,
  names: NamesSchema,
  alternateNames: AlternateNamesSchema.optional(),
});

/** Skill → Alexa: what can be named. `releaseType` of a recording itself is refused by the service, inside `albums` it is taken. */
const CatalogEntitySchema = z.strictObject({
  id: EntityIdSchema,
  names: NamesSchema,
  popularity: PopularitySchema,
  /** Must move whenever the entity changes, else the change may be ignored. */
  lastUpdatedTime: z.iso.datetime(),
  locales: z.array(LocaleSchema).optional(),
  alternateNames: AlternateNamesSchema.optional(),
  languageOfContent: z.array(z.string()).optional(),
  releaseType: z.string().min(1).max(64).optional(),
  artists: z.array(RelatedSchema).optional(),
  albums: z.array(RelatedSchema.extend({ releaseType: z.string().optional() })).optional(),
  channelId: z.int().nonnegative().optional(),
  callSign: z.string().min(1).max(64).optional(),
  frequency: z.string().min(1).max(64).optional(),
  ownedAndOperated: z.string().min(1).max(64).optional(),
  type: z.enum(["Live", "Recorded"]).optional(),
  /** In Amazon's examples; the service has refused it, so we do not send it. */
  deleted: z.literal(false).optional(),
});

/** Skill → Alexa: what was taken out of the library. Without it Alexa goes on offering it. */
const TombstoneSchema = z.strictObject({
  id: EntityIdSchema,
  lastUpdatedTime: z.iso.datetime(),
  deleted: z.literal(true),
});

/** Skill → Alexa: one catalog file. */
export const CatalogSchema = z.strictObject({
  type: z.enum(Object.keys(CATALOG_USAGES) as [CatalogType, ...CatalogType[]]),
  version: z.literal(2),
  locales: z.array(LocaleSchema).min(1),
  entities: z.array(z.union([TombstoneSchema, CatalogEntitySchema])),
});
export type Catalog = z.infer<typeof CatalogSchema>;
