/** Events of playback and of the skill's life (Amazon's "Event Subscriptions"); shaped like requests of a custom skill. */
import { z } from "zod";
import { displayOnly, openObject } from "../../open-schemas.js";
import { ItemReferenceSchema } from "./reference.js";

/** Alexa → skill: one event. `type` stays open; what we act on begins with `AlexaAudioPlayQueueEvent.`. */
export const SkillEventSchema = openObject({
  context: displayOnly(
    openObject({
      System: displayOnly(openObject({ user: displayOnly(openObject({ accessToken: z.string().nullish() })) })),
    }),
  ),
  request: openObject({
    type: z.string(),
    requestId: displayOnly(z.string()),
    body: displayOnly(
      openObject({
        offsetInMilliseconds: displayOnly(z.number().nonnegative()),
        item: displayOnly(ItemReferenceSchema),
        error: displayOnly(openObject({ type: displayOnly(z.string()) })),
      }),
    ),
  }),
});
export type SkillEvent = z.infer<typeof SkillEventSchema>;
