/** Alexa.Audio.PlayQueue and Alexa.Media.PlayQueue: moving in the queue that an Initiate began. */
import { z } from "zod";
import { openObject } from "../../open-schemas.js";
import { RequestContextSchema } from "./header.js";
import { ModeStatusSchema } from "./playback.js";
import { ItemReferenceSchema } from "./reference.js";

const aboutCurrent = { requestContext: RequestContextSchema, currentItemReference: ItemReferenceSchema };

/** Alexa → skill: Alexa.Audio.PlayQueue / GetNextItem 1.0. Not initiated by the user: a prefetch. */
export const GetNextItemSchema = openObject({ ...aboutCurrent, isUserInitiated: z.boolean().default(false) });

/** Alexa → skill: Alexa.Audio.PlayQueue / GetPreviousItem 1.0. */
export const GetPreviousItemSchema = openObject(aboutCurrent);

/** Alexa → skill: Alexa.Audio.PlayQueue / JumpToItem 1.0: an item of the last view was tapped. */
export const JumpToItemSchema = openObject({ ...aboutCurrent, targetItemId: z.string() });

/** Alexa → skill: Alexa.Media.PlayQueue / GetItem 1.0: the item's address has expired. Answered on Alexa.Audio.PlayQueue. */
export const GetItemSchema = openObject({
  requestContext: RequestContextSchema,
  targetItemReference: ItemReferenceSchema,
});

/** Alexa → skill: Alexa.Media.PlayQueue / GetView 1.0: for display only. Answered on Alexa.Audio.PlayQueue. */
export const GetViewSchema = openObject(aboutCurrent);

/** Alexa → skill: Alexa.Media.PlayQueue / SetShuffle 1.0, and SetLoop, which looks the same. */
export const SetModeSchema = openObject({ ...aboutCurrent, enable: z.boolean() });

/** Alexa → skill: Alexa.Media.PlayQueue / SetRepeat 1.0. */
export const SetRepeatSchema = openObject({ ...aboutCurrent, mode: ModeStatusSchema });
