/** Every directive by the names that Alexa gives it. */
import { z } from "zod";
import { openObject } from "../../open-schemas.js";
import { parse, parseJson } from "../../wire.js";
import { SkillEventSchema, type SkillEvent } from "./events.js";
import { HeaderSchema, type Header } from "./header.js";
import { InitiateSchema, ReinitiateSchema } from "./playback.js";
import {
  GetItemSchema,
  GetNextItemSchema,
  GetPreviousItemSchema,
  GetViewSchema,
  JumpToItemSchema,
  SetModeSchema,
  SetRepeatSchema,
} from "./play-queue.js";
import { GetDisplayableContentSchema, GetPlayableContentSchema } from "./search.js";
import { ReceiveFeedbackSchema } from "./user-preference.js";

const PAYLOADS = {
  GetPlayableContent: GetPlayableContentSchema,
  GetDisplayableContent: GetDisplayableContentSchema,
  Initiate: InitiateSchema,
  Reinitiate: ReinitiateSchema,
  GetNextItem: GetNextItemSchema,
  GetPreviousItem: GetPreviousItemSchema,
  JumpToItem: JumpToItemSchema,
  GetItem: GetItemSchema,
  GetView: GetViewSchema,
  SetShuffle: SetModeSchema,
  SetLoop: SetModeSchema,
  SetRepeat: SetRepeatSchema,
  ReceiveFeedback: ReceiveFeedbackSchema,
} as const;

export type DirectiveName = keyof typeof PAYLOADS;

/** The payload of a directive. */
export type DirectivePayload<Name extends DirectiveName> = z.output<(typeof PAYLOADS)[Name]>;

const QUEUES = ["Alexa.Audio.PlayQueue", "Alexa.Media.PlayQueue"] as const;

/** The queue's directives are taken on either of its namespaces: Amazon's own pages mix them up. */
const NAMESPACES: Readonly<Record<DirectiveName, readonly string[]>> = {
  GetPlayableContent: ["Alexa.Media.Search"],
  GetDisplayableContent: ["Alexa.Media.Search"],
  Initiate: ["Alexa.Media.Playback"],
  Reinitiate: ["Alexa.Media.Playback"],
  GetNextItem: QUEUES,
  GetPreviousItem: QUEUES,
  JumpToItem: QUEUES,
  GetItem: QUEUES,
  GetView: QUEUES,
  SetShuffle: QUEUES,
  SetLoop: QUEUES,
  SetRepeat: QUEUES,
  ReceiveFeedback: ["Alexa.UserPreference"],
};

type Known = { readonly [Name in DirectiveName]: { readonly name: Name; readonly payload: DirectivePayload<Name> } };

/** What came to the endpoint. Payloads are read when somebody acts on them, after the token in them was checked. */
export type MusicMessage =
  | { readonly kind: "directive"; readonly header: Header; readonly payload: unknown }
  | { readonly kind: "event"; readonly event: SkillEvent };

/** A directive with its payload; "unknown" is one of an interface or name that we do not support. */
export type MusicDirective = Known[DirectiveName] | { readonly name: "unknown" };

const EnvelopeSchema = openObject({ header: HeaderSchema, payload: z.unknown() });

const WHAT = "A music skill request";

/** The body of one request. Alexa sends directives and events to one address. Throws `WireError` when it is neither. */
export function parseMusicMessage(text: string): MusicMessage {
  const value = parseJson(z.unknown(), text, WHAT);
  if (!hasHeader(value)) return { kind: "event", event: parse(SkillEventSchema, value, WHAT) };
  const { header, payload } = parse(EnvelopeSchema, value, WHAT);
  return { kind: "directive", header, payload };
}

/** Told apart before they are read, so that a mistake is named by its field and nothing is tried in vain. */
function hasHeader(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "header");
}

/** The payload by its header's names. Throws `WireError` when a known one is malformed in a field that we act on. */
export function readDirective(header: Header, payload: unknown): MusicDirective {
  if (!isDirectiveName(header.name) || !NAMESPACES[header.name].includes(header.namespace)) return { name: "unknown" };
  return { name: header.name, payload: parse(PAYLOADS[header.name], payload, header.name) } as MusicDirective;
}

function isDirectiveName(name: string): name is DirectiveName {
  return Object.hasOwn(PAYLOADS, name);
}
