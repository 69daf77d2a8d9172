/** The process of the Sendspin server. */
import { obey } from "./orders.js";
import { preciseEpochMs } from "./precise-epoch.js";
import { SendspinSource } from "./sendspin-source.js";
import { SOURCE_ORDERS } from "./streams-orders.js";

const source = new SendspinSource();

obey(SOURCE_ORDERS, {
  open: async () => ({ url: await source.start() }),
  flood: ({ seconds }) => {
    const atEpochMs = preciseEpochMs();
    source.flood(seconds);
    return { atEpochMs };
  },
  play: ({ aheadSeconds }) => {
    source.play(aheadSeconds);
    return {};
  },
});
