/** Requests to a custom skill (Amazon's "Request and Response JSON Reference" and "Request Types Reference"). */
import { z } from "zod";
import { displayOnly, openEnum, openObject, openUnion } from "../../open-schemas.js";
import { parseJson } from "../../wire.js";
import { AudioPlayerRequestSchema, AudioPlayerStateSchema, PlaybackFailedRequestSchema } from "./audio-player.js";
import { PlaybackControllerRequestSchema } from "./playback-controller.js";
import { requestHeaderShape } from "./request-header.js";

const ApplicationSchema = openObject({ applicationId: z.string().min(1) });
const UserSchema = openObject({ userId: displayOnly(z.string()), accessToken: displayOnly(z.string()) });

/** Alexa → skill: `session`; absent in requests of AudioPlayer and PlaybackController. */
export const SessionSchema = openObject({
  new: z.boolean().catch(false),
  sessionId: displayOnly(z.string()),
  application: displayOnly(ApplicationSchema),
  attributes: displayOnly(z.record(z.string(), z.unknown()).nullable()),
});
export type Session = z.infer<typeof SessionSchema>;

/** Alexa → skill: `context`. */
export const ContextSchema = openObject({
  System: openObject({
    application: ApplicationSchema,
    user: displayOnly(UserSchema),
    /** `deviceId` is opaque, differs per skill and is not the serial number. */
    device: openObject({
      deviceId: z.string().min(1),
      supportedInterfaces: displayOnly(z.record(z.string(), z.unknown())),
    }).optional(),
    apiEndpoint: displayOnly(z.string()),
    apiAccessToken: displayOnly(z.string()),
  }),
  AudioPlayer: displayOnly(AudioPlayerStateSchema),
});
export type Context = z.infer<typeof ContextSchema>;

/** Alexa → skill: LaunchRequest, "Request Types Reference". */
export const LaunchRequestSchema = openObject({ type: z.literal("LaunchRequest"), ...requestHeaderShape });
export type LaunchRequest = z.infer<typeof LaunchRequestSchema>;

const SlotSchema = openObject({ name: z.string(), value: displayOnly(z.string()) });

/** Alexa → skill: IntentRequest, "Request Types Reference". */
export const IntentRequestSchema = openObject({
  type: z.literal("IntentRequest"),
  ...requestHeaderShape,
  intent: openObject({
    name: z.string().min(1),
    slots: displayOnly(z.record(z.string(), SlotSchema).nullable()),
  }),
});
export type IntentRequest = z.infer<typeof IntentRequestSchema>;

const ErrorSchema = openObject({ type: displayOnly(z.string()), message: displayOnly(z.string()) });

/** Alexa → skill: SessionEndedRequest, "Request Types Reference". Its answer may carry nothing. */
export const SessionEndedRequestSchema = openObject({
  type: z.literal("SessionEndedRequest"),
  ...requestHeaderShape,
  reason: displayOnly(openEnum(["USER_INITIATED", "ERROR", "EXCEEDED_MAX_REPROMPTS"])),
  error: displayOnly(ErrorSchema),
});
export type SessionEndedRequest = z.infer<typeof SessionEndedRequestSchema>;

/** Alexa → skill: System.ExceptionEncountered, "System Interface Reference": our answer to `cause` was not accepted. */
export const ExceptionEncounteredRequestSchema = openObject({
  type: z.literal("System.ExceptionEncountered"),
  ...requestHeaderShape,
  error: displayOnly(ErrorSchema),
  cause: displayOnly(openObject({ requestId: displayOnly(z.string()) })),
});
export type ExceptionEncounteredRequest = z.infer<typeof ExceptionEncounteredRequestSchema>;

/** Alexa → skill: `request`. Kinds that we do not know come back as unknown, with the common fields. */
export const SkillRequestSchema = openUnion(
  "type",
  [
    LaunchRequestSchema,
    IntentRequestSchema,
    SessionEndedRequestSchema,
    AudioPlayerRequestSchema,
    PlaybackFailedRequestSchema,
    PlaybackControllerRequestSchema,
    ExceptionEncounteredRequestSchema,
  ],
  openObject(requestHeaderShape),
);
export type SkillRequest = z.infer<typeof SkillRequestSchema>;

/** Alexa → skill: the whole body. */
export const SkillRequestEnvelopeSchema = openObject({
  version: z.string(),
  session: displayOnly(SessionSchema),
  context: ContextSchema,
  request: SkillRequestSchema,
});
export type SkillRequestEnvelope = z.infer<typeof SkillRequestEnvelopeSchema>;

/** The body of one request. Throws `WireError` when it is malformed in a field that we act on. */
export function parseSkillRequest(text: string): SkillRequestEnvelope {
  return parseJson(SkillRequestEnvelopeSchema, text, "A skill request");
}
