import { z } from "zod";
import { NothingSchema } from "./orders.js";

/** The requests that are made: two that Alexa sends, and one that the floor server answers. */
export const DirectiveSchema = z.enum(["LaunchRequest", "AudioPlayer.PlaybackNearlyFinished", "floor"]);
export type Directive = z.infer<typeof DirectiveSchema>;

/** The skill's server. */
export const SKILL_ORDERS = {
  /** Listens, trusting what is signed with the leaf of `chain`, which is to be had at `chainUrl`. */
  open: {
    given: z.object({ rootPem: z.string(), chainUrl: z.string(), chain: z.string() }),
    answers: z.object({ url: z.string() }),
  },
} as const;

/** The bare server beneath which nothing can come. */
export const FLOOR_ORDERS = {
  open: { given: NothingSchema, answers: z.object({ url: z.string() }) },
} as const;

/** Alexa's side. */
export const CALLER_ORDERS = {
  /** Makes fresh certificates. */
  certify: {
    given: NothingSchema,
    answers: z.object({ rootPem: z.string(), chainUrl: z.string(), chain: z.string() }),
  },
  /** Signs every request, warms the server up, then calls it for `seconds` at an even rate whatever it answers. */
  call: {
    given: z.object({
      url: z.string(),
      directive: DirectiveSchema,
      requestsPerSecond: z.number(),
      seconds: z.number(),
    }),
    answers: z.object({ latenciesMs: z.array(z.number()), errors: z.int() }),
  },
} as const;
