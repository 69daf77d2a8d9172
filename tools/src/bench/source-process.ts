/** The process of the Sendspin server. */
import { obey } from "./orders.js";
import { preciseEpochMs } from "./precise-epoch.js";
import { SendspinSource } from "./sendspin-source.js";
import { SOURCE_ORDERS } from "./streams-orders.js";

let source: SendspinSource | undefined;

obey(SOURCE_ORDERS, {
  open: async ({ codec }) => {
    source = new SendspinSource(codec);
    return { url: await source.start() };
  },
  flood: ({ seconds }) => {
    const atEpochMs = preciseEpochMs();
    source?.flood(seconds);
    return { atEpochMs };
  },
  skip: ({ aheadSeconds }) => {
    const atEpochMs = preciseEpochMs();
    source?.skip(aheadSeconds);
    return { atEpochMs };
  },
  play: ({ aheadSeconds }) => {
    source?.play(aheadSeconds);
    return {};
  },
});
