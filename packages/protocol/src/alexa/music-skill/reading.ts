/** The same answers as Alexa reads them: lenient, as Amazon's own examples are not what its pages demand. */
import { z } from "zod";
import { displayOnly, openEnum, openObject } from "../../open-schemas.js";
import { parseJson } from "../../wire.js";
import { HeaderSchema } from "./header.js";

/** Skill → Alexa, read: a name. */
export const ReadNameSchema = openObject({
  speech: openObject({ type: z.string(), text: z.string() }),
  display: displayOnly(z.string()),
});

/** Skill → Alexa, read: art; an empty object in one of Amazon's examples, addresses without slashes in another. */
export const ReadArtSchema = openObject({
  sources: displayOnly(z.array(openObject({ url: z.string(), size: displayOnly(z.string()) }))),
});

/** Skill → Alexa, read: what is shown of anything. */
export const ReadMetadataSchema = openObject({
  type: openEnum(["TRACK", "ALBUM", "ARTIST", "GENRE", "PLAYLIST", "STATION", "PROGRAM", "PROGRAM_SERIES", "AD"]),
  name: ReadNameSchema,
  art: displayOnly(ReadArtSchema),
  authors: displayOnly(z.array(openObject({ name: ReadNameSchema }))),
  isLatest: displayOnly(z.boolean()),
});

/** Skill → Alexa, read: content. */
export const ReadContentSchema = openObject({ id: z.string().min(1), metadata: ReadMetadataSchema });
export type ReadContent = z.infer<typeof ReadContentSchema>;

/** Skill → Alexa, read: a control of an item or queue. */
export const ReadControlSchema = openObject({
  type: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  selected: displayOnly(z.boolean()),
  value: displayOnly(openObject({ status: z.string() })),
});

/** Skill → Alexa, read: an item. */
export const ReadItemSchema = openObject({
  id: z.string().min(1),
  playbackInfo: openObject({ type: z.string() }),
  metadata: ReadMetadataSchema,
  durationInMilliseconds: z.number().optional(),
  controls: z.array(ReadControlSchema).optional(),
  rules: openObject({ feedbackEnabled: z.boolean() }).optional(),
  stream: openObject({
    id: z.string(),
    uri: z.string(),
    offsetInMilliseconds: z.number().optional(),
    validUntil: z.string().optional(),
  }),
});
export type ReadItem = z.infer<typeof ReadItemSchema>;

/** Skill → Alexa, read: the queue of an Initiate. */
export const ReadPlaybackMethodSchema = openObject({
  type: z.literal("ALEXA_AUDIO_PLAYER_QUEUE"),
  id: z.string().min(1),
  controls: z.array(ReadControlSchema).optional(),
  firstItem: ReadItemSchema,
});
export type ReadPlaybackMethod = z.infer<typeof ReadPlaybackMethodSchema>;

/** Skill → Alexa, read: every payload; what is present tells which it is. */
export const ReadAnswerSchema = openObject({
  header: HeaderSchema,
  payload: openObject({
    content: ReadContentSchema.optional(),
    contentGroups: z.array(openObject({ contentList: z.array(ReadContentSchema) })).optional(),
    playbackMethod: ReadPlaybackMethodSchema.optional(),
    isQueueFinished: z.boolean().optional(),
    item: ReadItemSchema.nullish(),
    items: z.array(ReadItemSchema).optional(),
    queueControls: z.array(ReadControlSchema).optional(),
    skip: z.boolean().optional(),
    type: z.string().optional(),
    message: z.string().optional(),
  }),
});
export type ReadAnswer = z.infer<typeof ReadAnswerSchema>;

/** A skill's answer. Throws `WireError` when it is none. */
export function parseMusicAnswer(text: string): ReadAnswer {
  return parseJson(ReadAnswerSchema, text, "A music skill's answer");
}
