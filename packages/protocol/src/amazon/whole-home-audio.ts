/** Speaker groups (Amazon reference 5.2). */
import { z } from "zod";
import { displayOnly, openObject, readableItems } from "../open-schemas.js";

/** Amazon → us: one entry of GET /api/wholeHomeAudio/v1/groups, Amazon reference 5.2. */
export const SpeakerGroupSchema = openObject({
  id: z.string().min(1),
  name: displayOnly(z.string().nullable()),
  members: readableItems(openObject({ dsn: z.string().min(1) })),
});
export type SpeakerGroup = z.infer<typeof SpeakerGroupSchema>;

/** Amazon → us: answer of GET /api/wholeHomeAudio/v1/groups, Amazon reference 5.2. */
export const SpeakerGroupListSchema = openObject({ groups: readableItems(SpeakerGroupSchema) });
