/** Alexa.UserPreference 2.0: thumbs. */
import { z } from "zod";
import { openEnum, openObject } from "../../open-schemas.js";
import { RequestContextSchema } from "./header.js";
import { ItemReferenceSchema, type ItemReference } from "./reference.js";

/** The page says a reference, the one project that handles it reads a list of them: both are taken. */
const ActiveContextSchema: z.ZodType<ItemReference> = z.union([
  ItemReferenceSchema,
  openObject({ content: z.array(ItemReferenceSchema).min(1) }).transform(({ content }, context) => {
    const [first] = content;
    if (first !== undefined) return first;
    context.issues.push({ code: "custom", input: undefined, params: { complaint: "is empty" } });
    return z.NEVER;
  }),
]);

/** Alexa → skill: Alexa.UserPreference / ReceiveFeedback 2.0. */
export const ReceiveFeedbackSchema = openObject({
  requestContext: RequestContextSchema,
  activeContext: ActiveContextSchema,
  feedback: openObject({ type: z.string(), value: openEnum(["POSITIVE", "NEGATIVE"]) }),
});
