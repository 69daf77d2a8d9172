/** The set-up as the household's own browser sees it: the chain from Music Assistant to an Echo that sounds, link by link. */
import { z } from "zod";

/** The links of the chain, in the order in which they must hold. */
export const SetUpStepIdSchema = z.enum([
  "music-assistant",
  "amazon",
  "devices",
  "public-address",
  "certificate",
  "skill",
  "skill-enabled",
  "echo-asked",
  "stream-fetched",
  "sound-reported",
  "volume-reported",
  "stopped",
]);
export type SetUpStepId = z.infer<typeof SetUpStepIdSchema>;

/** `done`: seen to hold. `broken`: somebody must act; `remedy` says how. `open`: not seen yet; `remedy` says how to see it. */
export const SetUpStepSchema = z.object({
  id: SetUpStepIdSchema,
  state: z.enum(["done", "broken", "open"]),
  /** What is known of it, in a sentence. */
  detail: z.string().optional(),
  remedy: z.string().optional(),
  /** When it was last seen to hold, for what shows itself only while something plays. */
  seenAtEpochMs: z.number().optional(),
});
export type SetUpStep = z.infer<typeof SetUpStepSchema>;

/** `GET /api/set-up`, `POST /api/set-up/check` (tries the public address anew first); the event `set-up`. */
export const SetUpSchema = z.object({
  steps: z.array(SetUpStepSchema),
  /** How Alexa and the Echos reach this bridge, when it is named. */
  publicUrl: z.string().optional(),
});
export type SetUp = z.infer<typeof SetUpSchema>;
