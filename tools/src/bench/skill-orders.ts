import { z } from "zod";
import { NothingSchema } from "./orders.js";

/** The directives of the music skill that are measured. */
const MusicDirectiveSchema = z.enum(["Initiate", "GetNextItem", "GetPlayableContent"]);
export type MusicDirective = z.infer<typeof MusicDirectiveSchema>;

/** The requests that are made: those that Alexa sends to both skills, and one that the floor server answers. */
export const DirectiveSchema = z.enum([
  "LaunchRequest",
  "AudioPlayer.PlaybackNearlyFinished",
  "floor",
  ...MusicDirectiveSchema.options,
]);
export type Directive = z.infer<typeof DirectiveSchema>;

/** What Alexa knows of the queue that she asks about. */
export const MusicReferenceSchema = z.object({
  contentId: z.string(),
  queueId: z.string(),
  itemId: z.string(),
  entityId: z.string(),
  isShuffled: z.boolean(),
});
export type MusicReference = z.infer<typeof MusicReferenceSchema>;

/** The skills' server. */
export const SKILL_ORDERS = {
  /** Listens, trusting what is signed with the leaf of `chain`, which is to be had at `chainUrl`. */
  open: {
    given: z.object({ rootPem: z.string(), chainUrl: z.string(), chain: z.string() }),
    answers: z.object({ url: z.string(), musicUrl: z.string() }),
  },
  /** Lets a queue of so many items play. */
  play: {
    given: z.object({ items: z.int(), isShuffled: z.boolean() }),
    answers: MusicReferenceSchema,
  },
  /** What was asked of Music Assistant and written to disk between requests and their answers since the last order. */
  count: {
    given: NothingSchema,
    answers: z.object({ maRequests: z.int(), diskWrites: z.int() }),
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
  /**
   * Signs every request, warms the server up, then calls it: at an even rate whatever it answers, or, without a rate, as fast as so many
   * connections go.
   */
  call: {
    given: z.object({
      url: z.string(),
      directive: DirectiveSchema,
      /** For directives of the music skill. */
      reference: MusicReferenceSchema.optional(),
      requests: z.int(),
      pace: z.union([z.object({ requestsPerSecond: z.number() }), z.object({ connections: z.int() })]),
    }),
    answers: z.object({ latenciesMs: z.array(z.number()), errors: z.int(), tookMs: z.number() }),
  },
} as const;
