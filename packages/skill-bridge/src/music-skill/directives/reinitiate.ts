import type { DirectivePayload, MusicAnswer } from "@ma-alexa/protocol/alexa/music-skill";
import type { Visit } from "../music-house.js";
import { refusal } from "../refusal.js";

/**
 * The word for "the queue moves as it is". The page that names it is lost; only `REPLACE_STREAM` is known, which asks for more. A skill
 * without premium audio is not sent this directive: a move then only fetches the same address again.
 */
const MOVE_AS_IS = "MOVE";

/** The queue shall go on on another device: its addresses are bound to none, so it moves as it is. */
export function reinitiate({ house, payload }: Visit<DirectivePayload<"Reinitiate">>): MusicAnswer {
  const reference = payload.playbackSnapshot?.mediaReference ?? payload.currentItemReference;
  const session = reference === undefined ? undefined : house.book.find(reference.queueId);
  if (reference === undefined || session?.item(reference.itemId) === undefined) return refusal("USER_CONTEXT_MISMATCH");
  return { name: "Reinitiate.Response", payload: { actionType: MOVE_AS_IS } };
}
