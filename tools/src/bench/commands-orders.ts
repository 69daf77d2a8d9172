import { z } from "zod";
import { NothingSchema } from "./orders.js";

/** One turn of one knob: which Echo, and how loud. */
export const ChangeSchema = z.object({ serial: z.string(), deviceType: z.string(), level: z.int().min(0).max(100) });
export type Change = z.infer<typeof ChangeSchema>;

const EndpointSchema = z.object({ host: z.string(), port: z.number(), pushPort: z.number() });

/** The simulated Amazon with its Echos. */
export const AMAZON_ORDERS = {
  open: {
    given: z.object({ echos: z.int() }),
    answers: z.object({
      endpoint: EndpointSchema,
      registration: z.record(z.string(), z.unknown()),
      echos: z.array(z.object({ serial: z.string(), deviceType: z.string() })),
    }),
  },
  /** Forgets what came until now. */
  reset: { given: NothingSchema, answers: NothingSchema },
  /** What came since the reset, and how loud the Echos are now. */
  count: {
    given: NothingSchema,
    answers: z.object({
      calls: z.int(),
      maxCallsPerSecond: z.int(),
      throttled: z.int(),
      levels: z.record(z.string(), z.int()),
      lastChangeEpochMs: z.number(),
    }),
  },
} as const;

/** Somebody who sends volumes to Amazon. */
export const SENDER_ORDERS = {
  /** Signs in; answers when commands can be sent. */
  open: {
    given: z.object({ endpoint: EndpointSchema, registration: z.record(z.string(), z.unknown()) }),
    answers: NothingSchema,
  },
  /** Sends the changes spread evenly over `overMs`; answers when each is answered, with when the last was asked for. */
  storm: {
    given: z.object({ changes: z.array(ChangeSchema), overMs: z.number() }),
    answers: z.object({ lastAskedEpochMs: z.number(), outcomes: z.record(z.string(), z.int()) }),
  },
} as const;
