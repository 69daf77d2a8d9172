/** The body of POST /api/behaviors/preview: a sequence as a JSON string inside JSON (Amazon reference 6). */
import { z } from "zod";
import { openObject } from "../open-schemas.js";
import { parseJson } from "../wire.js";
import { SequenceSchema, type Sequence } from "./sequence.js";

/** Us → Amazon: POST /api/behaviors/preview, Amazon reference 6. */
export const PreviewBodySchema = openObject({
  /** `PREVIEW`, or the id of a routine. */
  behaviorId: z.string(),
  sequenceJson: z.string(),
  status: z.string(),
});
export type PreviewBody = z.infer<typeof PreviewBodySchema>;

/** The request body, as text, that runs the sequence once. */
export function buildPreviewBody(sequence: Sequence): string {
  const body: PreviewBody = { behaviorId: "PREVIEW", sequenceJson: JSON.stringify(sequence), status: "ENABLED" };
  return JSON.stringify(body);
}

/** The sequence in a request body. Throws `WireError` when either of the two JSON texts is malformed. */
export function parsePreviewBody(text: string): Sequence {
  const body = parseJson(PreviewBodySchema, text, "A preview body");
  return parseJson(SequenceSchema, body.sequenceJson, "A preview body's sequence");
}
