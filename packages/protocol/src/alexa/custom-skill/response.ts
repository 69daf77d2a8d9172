/** Answers of a custom skill (Amazon's "Request and Response JSON Reference", section "Response Parameters"). */
import { z } from "zod";
import { displayOnly, openObject, openUnion } from "../../open-schemas.js";
import { parseJson } from "../../wire.js";
import { ClearQueueDirectiveSchema, PlayDirectiveSchema, StopDirectiveSchema } from "./audio-player.js";

/** Skill → Alexa: `outputSpeech`. */
export const OutputSpeechSchema = openUnion("type", [
  openObject({ type: z.literal("PlainText"), text: z.string() }),
  openObject({ type: z.literal("SSML"), ssml: z.string() }),
]);
export type OutputSpeech = z.infer<typeof OutputSpeechSchema>;

/** Skill → Alexa: `card`, shown in the Alexa app. */
export const CardSchema = openUnion("type", [
  openObject({ type: z.literal("Simple"), title: z.string(), content: z.string() }),
  openObject({
    type: z.literal("Standard"),
    title: z.string(),
    text: z.string(),
    image: displayOnly(openObject({ smallImageUrl: z.string(), largeImageUrl: z.string() })),
  }),
  openObject({ type: z.literal("LinkAccount") }),
]);
export type Card = z.infer<typeof CardSchema>;

/** Skill → Alexa: one of `directives`. */
export const DirectiveSchema = openUnion("type", [PlayDirectiveSchema, StopDirectiveSchema, ClearQueueDirectiveSchema]);
export type Directive = z.infer<typeof DirectiveSchema>;

/** Skill → Alexa: `response`. Answers to AudioPlayer and PlaybackController may carry directives only. */
export const SkillResponseSchema = openObject({
  outputSpeech: OutputSpeechSchema.optional(),
  card: displayOnly(CardSchema),
  reprompt: openObject({ outputSpeech: OutputSpeechSchema }).optional(),
  directives: z.array(DirectiveSchema).optional(),
  /** Absent leaves it to the Echo: the session ends, a screen stays. */
  shouldEndSession: z.boolean().optional(),
});
export type SkillResponse = z.infer<typeof SkillResponseSchema>;

/** Skill → Alexa: the whole body. */
export const SkillResponseEnvelopeSchema = openObject({
  version: z.literal("1.0"),
  sessionAttributes: z.record(z.string(), z.unknown()).optional(),
  response: SkillResponseSchema,
});
export type SkillResponseEnvelope = z.infer<typeof SkillResponseEnvelopeSchema>;

/** The body of one answer, as a value. Without an argument it is the empty answer. */
export function skillResponse(response: SkillResponse = {}): SkillResponseEnvelope {
  return { version: "1.0", response };
}

/** Words that the Echo speaks. */
export function plainText(text: string): OutputSpeech {
  return { type: "PlainText", text };
}

/** The body of one answer. Throws `WireError` when Alexa would not understand it. */
export function parseSkillResponse(text: string): SkillResponseEnvelope {
  return parseJson(SkillResponseEnvelopeSchema, text, "A skill's answer");
}
