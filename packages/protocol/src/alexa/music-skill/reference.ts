/** References to items (Amazon's "Music, Radio, and Podcast Components"): three shapes on the wire, one value. */
import { z } from "zod";
import { openObject } from "../../open-schemas.js";

/** The item that a directive speaks of. `contentId` is the one its queue started with, whatever plays now. */
export interface ItemReference {
  readonly itemId: string;
  readonly queueId: string;
  readonly contentId: string;
}

const BareSchema = openObject({ id: z.string(), queueId: z.string(), contentId: z.string() }).transform(
  ({ id, queueId, contentId }): ItemReference => ({ itemId: id, queueId, contentId }),
);

/** In Amazon's examples of 2018, and with premium audio. */
const NestedSchema = openObject({
  id: z.string(),
  queueId: z.string(),
  content: openObject({ id: z.string() }),
}).transform(({ id, queueId, content }): ItemReference => ({ itemId: id, queueId, contentId: content.id }));

const ItemSchema = z.union([BareSchema, NestedSchema]);

/** `MediaReference`: the same with a name around it. */
const WrappedSchema = openObject({ namespace: z.string(), name: z.string(), value: ItemSchema }).transform(
  ({ value }) => value,
);

/** Alexa → skill: any of the three, since the pages and the traffic disagree on which directive has which. */
export const ItemReferenceSchema: z.ZodType<ItemReference> = z.union([ItemSchema, WrappedSchema]);
