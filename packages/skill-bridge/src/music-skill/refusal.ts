import type { ErrorPayload, MusicAnswer, MusicErrorType } from "@ma-alexa/protocol/alexa/music-skill";

/** What Alexa is told for the record; people hear her own words. */
const SENTENCES = {
  INVALID_DIRECTIVE: "The bridge does not support this directive.",
  INVALID_AUTHORIZATION_CREDENTIAL: "The account is not linked to this bridge: link it again.",
  EXPIRED_AUTHORIZATION_CREDENTIAL: "The authorization credential has expired.",
  CONTENT_NOT_FOUND: "The requested content could not be found.",
  CONTENT_FILTERED: "The requested content is explicit, and the filter is on.",
  ITEM_NOT_FOUND: "There is no such item in the queue.",
  INVALID_ITEM: "The item is not one of this queue.",
  USER_CONTEXT_MISMATCH: "The queue cannot be played on the target device.",
} as const satisfies Partial<Record<MusicErrorType, string>>;

/** An answer that says why not. None of these ends what plays, as INTERNAL_ERROR would. */
export function refusal(type: keyof typeof SENTENCES, more: Partial<ErrorPayload> = {}): MusicAnswer {
  return { name: "ErrorResponse", payload: { type, message: SENTENCES[type], ...more } };
}

/** The explicit filter leaves nothing to play. */
export function filtered(): MusicAnswer {
  return refusal("CONTENT_FILTERED", { subtypes: ["EXPLICIT_LANGUAGE_FILTER"] });
}
