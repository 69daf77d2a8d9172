/** Which of the two skills a forwarded message is for: a Lambda function hands on both over one address. */
import { z } from "zod";
import { openObject } from "../../open-schemas.js";
import { parseJson } from "../../wire.js";

/** Events come in the envelope of a custom skill; only their type tells them apart (Music Skill reference 9). */
const MUSIC_EVENTS = /^Alexa(AudioPlayQueue|Skill)Event\./;

const KindSchema = z.union([
  openObject({ header: openObject({ namespace: z.string() }) }).transform(() => "music-skill" as const),
  openObject({ request: openObject({ type: z.string() }) }).transform(({ request }) =>
    MUSIC_EVENTS.test(request.type) ? ("music-skill" as const) : ("custom-skill" as const),
  ),
]);

/** For whom the message is. Throws `WireError` when it is for neither. */
export function skillKind(text: string): z.output<typeof KindSchema> {
  return parseJson(KindSchema, text, "A forwarded skill message");
}
