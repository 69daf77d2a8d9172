/** What every request of a custom skill carries, of whatever kind (Amazon's "Request and Response JSON Reference"). */
import { z } from "zod";
import { displayOnly } from "../../open-schemas.js";

/** Alexa → skill: the common fields of `request`. */
export const requestHeaderShape = {
  requestId: z.string(),
  /** ISO 8601; what the age of a request is judged by. */
  timestamp: z.string().refine((text) => !Number.isNaN(Date.parse(text)), { params: { complaint: "is no time" } }),
  /** Such as `de-DE`. */
  locale: displayOnly(z.string()),
};
