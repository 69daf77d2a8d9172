/** The process of the bridge's Amazon side: the account with its queue, and the unmodified library in its worker. */
import { once } from "node:events";
import { AmazonAccount } from "@ma-alexa/provider";
import { systemClock } from "@ma-alexa/simulator";
import { SENDER_ORDERS } from "./commands-orders.js";
import { obey } from "./orders.js";
import { quietLogger } from "./quiet-logger.js";
import { storm } from "./storm.js";

let account: AmazonAccount | undefined;

obey(SENDER_ORDERS, {
  open: async ({ endpoint, registration }) => {
    account = new AmazonAccount({ registration, endpoint, clock: systemClock, logger: quietLogger });
    account.start();
    while (!(account.state.kind === "ready" && account.state.push && account.devices().length > 0)) {
      await Promise.race([once(account, "state"), once(account, "devices")]);
    }
    return {};
  },
  storm: ({ changes, overMs }) =>
    storm(changes, overMs, async ({ serial, level }) => (await account?.setVolume(serial, level))?.outcome ?? "lost"),
});
