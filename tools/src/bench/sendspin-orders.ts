import { z } from "zod";
import { NothingSchema } from "./orders.js";

/** The simulated Music Assistant. */
export const SERVER_ORDERS = {
  /** Listens, as a server of this version of the library. */
  open: { given: z.object({ version: z.enum(["6.1.1", "9.1.1", "10.2.1"]) }), answers: z.object({ url: z.string() }) },
  /** Plays on every player in real time, for ever. */
  play: { given: NothingSchema, answers: NothingSchema },
} as const;

/** The Sendspin clients of the bridge, and nothing behind them. */
export const PLAYERS_ORDERS = {
  /** Joins so many players, one after the other; how long each took from its open socket until it was greeted. */
  join: {
    given: z.object({ url: z.string(), players: z.int().positive() }),
    answers: z.object({ greetedMs: z.array(z.number()), dialect: z.string() }),
  },
  /** Counts what comes and what it costs from now on. */
  watch: { given: NothingSchema, answers: NothingSchema },
  /** What has come since, and the processor time that this process took for it. */
  watched: {
    given: NothingSchema,
    answers: z.object({ chunks: z.int(), cpuMs: z.number() }),
  },
} as const;
