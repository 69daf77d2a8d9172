/** Alexa.Media.Playback: what shall play now. */
import { z } from "zod";
import { displayOnly, openEnum, openObject } from "../../open-schemas.js";
import { FiltersSchema, RequestContextSchema } from "./header.js";
import { ItemReferenceSchema } from "./reference.js";

/** A mode that is on or off, where it is no boolean. */
export const ModeStatusSchema = openObject({ status: openEnum(["ON", "OFF"]) });

/** Alexa → skill: `playbackModes`. False is also what "not said" looks like. */
export const PlaybackModesSchema = openObject({
  shuffle: z.boolean().default(false),
  loop: z.boolean().default(false),
  repeat: displayOnly(ModeStatusSchema),
});
export type PlaybackModes = z.infer<typeof PlaybackModesSchema>;

/** Alexa → skill: Alexa.Media.Playback / Initiate 1.0. The content id may be years old (alarms, play history). */
export const InitiateSchema = openObject({
  requestContext: RequestContextSchema,
  filters: FiltersSchema.optional(),
  contentId: z.string().min(1),
  /** What the Echo plays at this moment; an unreadable one is none. */
  currentItemReference: displayOnly(ItemReferenceSchema),
  playbackModes: displayOnly(PlaybackModesSchema),
  playbackPosition: displayOnly(openEnum(["RESUME"])),
});

/**
 * Alexa → skill: Alexa.Media.Playback / Reinitiate 1.0. Of its snapshot only the description is known ("media to be moved,
 * playback modes, offset, applied filters, origin endpoint"), so every field of it may be missing.
 */
export const ReinitiateSchema = openObject({
  requestContext: RequestContextSchema,
  playbackSnapshot: displayOnly(
    openObject({
      mediaReference: displayOnly(ItemReferenceSchema),
      offsetInMilliseconds: displayOnly(z.number().nonnegative()),
    }),
  ),
  currentItemReference: displayOnly(ItemReferenceSchema),
});
