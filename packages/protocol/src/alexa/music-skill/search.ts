/** Alexa.Media.Search: what a person asked for, resolved against the uploaded catalogs. */
import { z } from "zod";
import { displayOnly, openObject, readableItems } from "../../open-schemas.js";
import { FiltersSchema, RequestContextSchema } from "./header.js";

/** One thing that was said. Entities come with their id and usually without a name. `type` stays open: new ones appear. */
export const AttributeSchema = openObject({
  type: z.string(),
  entityId: z.string().nullish(),
  value: z.string().nullish(),
});
export type Attribute = z.infer<typeof AttributeSchema>;

/** Alexa → skill: `selectionCriteria`; no attributes is "play music". */
export const SelectionCriteriaSchema = openObject({ attributes: readableItems(AttributeSchema) });

/** Alexa → skill: Alexa.Media.Search / GetPlayableContent 1.0. Asks whether there is something; starts nothing. */
export const GetPlayableContentSchema = openObject({
  requestContext: RequestContextSchema,
  filters: FiltersSchema.optional(),
  selectionCriteria: SelectionCriteriaSchema,
});

/** Alexa → skill: Alexa.Media.Search / GetDisplayableContent 2.0. No example of Amazon's is known. */
export const GetDisplayableContentSchema = openObject({
  requestContext: RequestContextSchema,
  filters: FiltersSchema.optional(),
  maxResultLimit: displayOnly(z.int().positive()),
  alexaResolvedSelectionCriteria: displayOnly(readableItems(SelectionCriteriaSchema)),
});
