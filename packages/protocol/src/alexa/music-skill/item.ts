/** Items of a queue and how a queue can be steered; strict: this is what we send. */
import { z } from "zod";
import { MetadataSchema } from "./metadata.js";

const isEnabled = { enabled: z.boolean() };

/** Skill → Alexa: ItemControl. What is not listed is disabled, and refused without asking us. */
const ItemControlSchema = z.union([
  z.strictObject({ type: z.literal("COMMAND"), name: z.enum(["NEXT", "PREVIOUS"]), ...isEnabled }),
  z.strictObject({ type: z.literal("ADJUST"), name: z.literal("SEEK_POSITION"), ...isEnabled }),
]);

/** Skill → Alexa: QueueControl. */
const QueueControlSchema = z.union([
  ...ItemControlSchema.options,
  z.strictObject({
    type: z.literal("TOGGLE"),
    name: z.enum(["SHUFFLE", "LOOP"]),
    ...isEnabled,
    selected: z.boolean(),
  }),
  z.strictObject({
    type: z.literal("CYCLE"),
    name: z.literal("REPEAT"),
    ...isEnabled,
    value: z.strictObject({ status: z.enum(["ON", "OFF"]) }),
  }),
]);
export type QueueControl = z.infer<typeof QueueControlSchema>;

/** Skill → Alexa: Stream. `validUntil` is the latest moment at which playback may start; absent it is about a minute away. */
const StreamSchema = z.strictObject({
  id: z.string().min(1),
  uri: z.string().startsWith("https://"),
  offsetInMilliseconds: z.int().nonnegative(),
  validUntil: z.iso.datetime(),
});

/** Skill → Alexa: Item. No duration: it has no end. */
export const ItemSchema = z.strictObject({
  id: z.string().min(1),
  playbackInfo: z.strictObject({ type: z.literal("DEFAULT") }),
  metadata: MetadataSchema,
  durationInMilliseconds: z.int().positive().optional(),
  controls: z.array(ItemControlSchema),
  rules: z.strictObject({ feedbackEnabled: z.boolean() }),
  stream: StreamSchema,
});
export type Item = z.infer<typeof ItemSchema>;

/** Skill → Alexa: PlaybackMethod, the queue that an Initiate begins. */
export const PlaybackMethodSchema = z.strictObject({
  type: z.literal("ALEXA_AUDIO_PLAYER_QUEUE"),
  id: z.string().min(1),
  controls: z.array(QueueControlSchema),
  rules: z.strictObject({ feedback: z.strictObject({ type: z.literal("PREFERENCE"), enabled: z.boolean() }) }),
  firstItem: ItemSchema,
});
export type PlaybackMethod = z.infer<typeof PlaybackMethodSchema>;

/** Skill → Alexa: the controls of a queue as a view shows them. */
export const QueueControlsSchema = z.array(QueueControlSchema);
