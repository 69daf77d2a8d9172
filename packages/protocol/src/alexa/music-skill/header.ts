/** The envelope of directives and answers (Amazon's "Music Skill API Reference Overview"): header and payload, nothing around them. */
import { z } from "zod";
import { displayOnly, openObject } from "../../open-schemas.js";

/** Alexa ↔ skill: `header`. `messageId` is for logs and replay memory only. */
export const HeaderSchema = openObject({
  messageId: z.string().min(1).max(256),
  namespace: z.string(),
  name: z.string(),
  payloadVersion: z.string(),
});
export type Header = z.infer<typeof HeaderSchema>;

/** Alexa → skill: `requestContext`; `accessToken` is absent or null while no account is linked. */
export const RequestContextSchema = openObject({
  user: openObject({ id: displayOnly(z.string()), accessToken: z.string().nullish() }),
  location: displayOnly(
    openObject({ originatingLocale: displayOnly(z.string()), countryCode: displayOnly(z.string()) }),
  ),
});
export type RequestContext = z.infer<typeof RequestContextSchema>;

/** Alexa → skill: `filters`; absent means that nothing is filtered. */
export const FiltersSchema = openObject({ explicitLanguageAllowed: z.boolean().default(true) });
export type Filters = z.infer<typeof FiltersSchema>;
