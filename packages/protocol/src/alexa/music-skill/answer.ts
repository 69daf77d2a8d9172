/** Every answer, strict: what we send. Namespaces and versions are those of the pages' examples, which differ from the requests'. */
import { z } from "zod";
import { parse } from "../../wire.js";
import { ErrorAnswerSchema, ERROR_FAMILIES, type ErrorPayload } from "./error.js";
import { HeaderSchema, type Header } from "./header.js";
import { ItemSchema, PlaybackMethodSchema, QueueControlsSchema } from "./item.js";
import { ContentSchema, NameSchema } from "./metadata.js";

const item = z.strictObject({ item: ItemSchema });
const nothing = z.strictObject({});

const NextItemSchema = z.union([
  z.strictObject({ isQueueFinished: z.literal(false), item: ItemSchema }),
  z.strictObject({ isQueueFinished: z.literal(true) }),
]);

const ContentGroupSchema = z.strictObject({
  metadata: z.strictObject({ name: NameSchema }),
  contentList: z.array(ContentSchema),
});

const PAYLOADS = {
  "GetPlayableContent.Response": z.strictObject({ content: ContentSchema }),
  "GetDisplayableContent.Response": z.strictObject({ contentGroups: z.array(ContentGroupSchema) }),
  "Initiate.Response": z.strictObject({ playbackMethod: PlaybackMethodSchema }),
  /** The name of "the queue moves as it is" is not known; the word after `actionType` is configuration. */
  "Reinitiate.Response": z.strictObject({
    actionType: z.string().min(1),
    playbackMethod: PlaybackMethodSchema.optional(),
  }),
  "GetNextItem.Response": NextItemSchema,
  "GetPreviousItem.Response": item,
  "JumpToItem.Response": item,
  "GetItem.Response": item,
  "GetView.Response": z.strictObject({ queueControls: QueueControlsSchema, items: z.array(ItemSchema).max(10) }),
  "ReceiveFeedback.Response": z.strictObject({ skip: z.boolean() }),
  Response: nothing,
} as const;
export type AnswerName = keyof typeof PAYLOADS;

/** What a handler answers: a payload with its name, or an error. */
export type MusicAnswer =
  | {
      readonly [Name in AnswerName]: { readonly name: Name; readonly payload: z.input<(typeof PAYLOADS)[Name]> };
    }[AnswerName]
  | { readonly name: "ErrorResponse"; readonly payload: ErrorPayload };

/** Skill → Alexa: the whole body. */
export interface MusicAnswerEnvelope {
  readonly header: Header;
  readonly payload: MusicAnswer["payload"];
}

const SEARCH = { namespace: "Alexa.Media.Search", payloadVersion: "1.0" } as const;
const PLAYBACK = { namespace: "Alexa.Media.Playback", payloadVersion: "1.0" } as const;
const QUEUE = { namespace: "Alexa.Audio.PlayQueue", payloadVersion: "1.0" } as const;

/** Namespace and version of each answer, which are not those of its request. */
const ADDRESSES: Readonly<Record<AnswerName, { readonly namespace: string; readonly payloadVersion: string }>> = {
  "GetPlayableContent.Response": SEARCH,
  "GetDisplayableContent.Response": { ...SEARCH, payloadVersion: "2.0" },
  "Initiate.Response": PLAYBACK,
  "Reinitiate.Response": PLAYBACK,
  "GetNextItem.Response": QUEUE,
  "GetPreviousItem.Response": QUEUE,
  "JumpToItem.Response": QUEUE,
  "GetItem.Response": QUEUE,
  "GetView.Response": QUEUE,
  "ReceiveFeedback.Response": { namespace: "Alexa.UserPreference.Audio", payloadVersion: "2.0" },
  // With 1.0 the app never shows the new state of a mode.
  Response: { namespace: "Alexa", payloadVersion: "3.0" },
};

/** The body of an answer. `to` names the directive: feedback that skips nothing has a version of its own. */
export function musicAnswer(answer: MusicAnswer, messageId: string, to?: string): MusicAnswerEnvelope {
  const { namespace, payloadVersion } = address(answer, to);
  return { header: { messageId, namespace, name: answer.name, payloadVersion }, payload: answer.payload };
}

function address(answer: MusicAnswer, to: string | undefined): { namespace: string; payloadVersion: string } {
  if (answer.name === "ErrorResponse") {
    const namespace = ERROR_FAMILIES[answer.payload.type];
    return { namespace, payloadVersion: namespace === "Alexa" ? "3.0" : "1.0" };
  }
  if (answer.name === "Response" && to === "ReceiveFeedback") return { namespace: "Alexa", payloadVersion: "2.0" };
  return ADDRESSES[answer.name];
}

/** An answer of ours as it must be. Throws `WireError` for anything that Alexa has not been seen to take. */
export function checkMusicAnswer(value: unknown): MusicAnswerEnvelope {
  const { header } = parse(z.looseObject({ header: HeaderSchema }), value, "A music skill answer");
  if (header.name === "ErrorResponse") return parse(ErrorAnswerSchema, value, "A music skill error");
  const payload = PAYLOADS[header.name as AnswerName] as z.ZodType<MusicAnswer["payload"]> | undefined;
  const strict = z.strictObject({ header: z.strictObject(HeaderSchema.shape), payload: payload ?? z.never() });
  return parse(strict, value, "A music skill answer");
}
