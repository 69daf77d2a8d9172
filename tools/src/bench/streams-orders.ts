import { z } from "zod";
import { NothingSchema } from "./orders.js";

/** What the server sends: PCM becomes MP3 in the bridge, FLAC is passed on. */
const CodecSchema = z.enum(["pcm", "flac"]);

/** The bridge. */
export const BRIDGE_ORDERS = {
  /** Joins the server with so many players; answers the address of one stream for each, when all can be played on. */
  open: {
    given: z.object({
      players: z.int().positive(),
      server: z.string(),
      codec: CodecSchema,
      leadMs: z.number(),
      burstMs: z.number(),
    }),
    answers: z.object({ addresses: z.array(z.string()), rssMiB: z.number() }),
  },
  /** Begins to watch the event loop. */
  watch: { given: NothingSchema, answers: NothingSchema },
  /** Ends the watching. */
  measured: {
    given: NothingSchema,
    answers: z.object({ loopDelayP99Ms: z.number(), cpuCores: z.number(), rssMiB: z.number() }),
  },
} as const;

/** The Sendspin server. */
export const SOURCE_ORDERS = {
  open: { given: z.object({ codec: CodecSchema }), answers: z.object({ url: z.string() }) },
  /** Sends `seconds` of audio to every client as fast as its socket takes it; answers when the first frame leaves. */
  flood: { given: z.object({ seconds: z.number() }), answers: z.object({ atEpochMs: z.number() }) },
  /** Sends `aheadSeconds` of audio to every client at once, then goes on in real time for ever. */
  play: { given: z.object({ aheadSeconds: z.number() }), answers: NothingSchema },
  /** Another client skips to silence; answers when its first new chunk leaves. */
  skip: { given: z.object({ aheadSeconds: z.number() }), answers: z.object({ atEpochMs: z.number() }) },
} as const;

/** Everybody who listens. */
export const LISTENER_ORDERS = {
  /** Fetches every address; answers when the requests are on their way. */
  open: { given: z.object({ addresses: z.array(z.string()) }), answers: NothingSchema },
  /** Fetches every address once more, one after the other, up to its first byte: how long each took, ms. */
  firstBytes: { given: z.object({ addresses: z.array(z.string()) }), answers: z.object({ ms: z.array(z.number()) }) },
  /** Answers as soon as every stream has brought `bytesEach`, with the bytes of all of them together. */
  gather: {
    given: z.object({ bytesEach: z.number() }),
    answers: z.object({ atEpochMs: z.number(), bytes: z.number() }),
  },
  /** Answers as soon as so many streams have turned into silence, with when the newest of them did. */
  turned: { given: z.object({ streams: z.int() }), answers: z.object({ atEpochMs: z.number() }) },
  /** The bytes that each stream has brought until now. */
  received: { given: NothingSchema, answers: z.object({ bytes: z.array(z.number()) }) },
} as const;
