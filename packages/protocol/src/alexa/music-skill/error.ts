/** What Alexa is told when something cannot be (Amazon's "API Error Response"); answered with status 200 like everything else. */
import { z } from "zod";
import { HeaderSchema } from "./header.js";

/** Which of the three families a type belongs to. The first is of version 3.0 always, the others of 1.0. */
export const ERROR_FAMILIES = {
  ACCOUNT_PROBLEM: "Alexa",
  EXPIRED_AUTHORIZATION_CREDENTIAL: "Alexa",
  INVALID_AUTHORIZATION_CREDENTIAL: "Alexa",
  /** Alexa throws the whole session away, so it is never the answer to what can be recovered. */
  INTERNAL_ERROR: "Alexa",
  INVALID_DIRECTIVE: "Alexa",
  RATE_LIMIT_EXCEEDED: "Alexa",
  CONTENT_FILTERED: "Alexa.Media",
  CONTENT_NOT_FOUND: "Alexa.Media",
  CRITERIA_NOT_FOUND: "Alexa.Media",
  DEVICE_LIMIT_REACHED: "Alexa.Media",
  GEOGRAPHICAL_RESTRICTION_ERROR: "Alexa.Media",
  INSUFFICIENT_USER_SUBSCRIPTION: "Alexa.Media",
  INVALID_ITEM: "Alexa.Media",
  ITEM_NOT_FOUND: "Alexa.Media",
  USER_CONTEXT_MISMATCH: "Alexa.Media",
  SKIP_LIMIT_REACHED: "Alexa.Audio",
} as const;
export type MusicErrorType = keyof typeof ERROR_FAMILIES;

/** Skill → Alexa: the payload of an ErrorResponse. */
export const ErrorPayloadSchema = z.strictObject({
  type: z.enum(Object.keys(ERROR_FAMILIES) as [MusicErrorType, ...MusicErrorType[]]),
  message: z.string(),
  subtypes: z.array(z.string()).optional(),
  retryPeriod: z.enum(["HOURLY", "DAILY", "UNKNOWN"]).optional(),
});
export type ErrorPayload = z.infer<typeof ErrorPayloadSchema>;

/** Skill → Alexa: an ErrorResponse with its header. */
export const ErrorAnswerSchema = z.strictObject({
  header: z.strictObject({
    ...HeaderSchema.shape,
    namespace: z.enum(["Alexa", "Alexa.Media", "Alexa.Audio"]),
    name: z.literal("ErrorResponse"),
    payloadVersion: z.enum(["1.0", "3.0"]),
  }),
  payload: ErrorPayloadSchema,
});
