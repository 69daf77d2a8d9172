/** The process of plain alexa-remote2, used as its manual says: one call per change, nothing in between. */
import https from "node:https";
import { createRequire } from "node:module";
import net from "node:net";
import type { Duplex } from "node:stream";
import { SENDER_ORDERS } from "./commands-orders.js";
import { obey } from "./orders.js";
import { storm } from "./storm.js";

/** The little of the library that is used here; its own types leave some of it out. */
interface Library {
  init(options: object, callback: (error?: Error | null) => void): void;
  sendSequenceCommand(serial: string, command: "volume", level: number, callback: (error?: Error | null) => void): void;
}

// The library that the provider has, so that both rows are made with one version.
const fromProvider = createRequire(createRequire(import.meta.url).resolve("@ma-alexa/provider/amazon-worker"));
const AlexaRemote = fromProvider("alexa-remote2") as new () => Library;
let alexa: Library | undefined;

obey(SENDER_ORDERS, {
  open: async ({ endpoint, registration }) => {
    redirect(endpoint);
    const library = new AlexaRemote();
    await new Promise<void>((resolve, reject) => {
      library.init({ cookie: registration, amazonPage: "amazon.de", cookieRefreshInterval: 0 }, (error) => {
        if (error instanceof Error) reject(error);
        else resolve();
      });
    });
    alexa = library;
    return {};
  },
  storm: ({ changes, overMs }) =>
    storm(
      changes,
      overMs,
      ({ serial, level }) =>
        new Promise((resolve) => {
          alexa?.sendSequenceCommand(serial, "volume", level, (error) => {
            resolve(error instanceof Error ? "error" : "sent");
          });
        }),
    ),
});

/** Every https request goes to the simulated Amazon (Amazon reference 2.1, C2). */
function redirect({ host, port }: { readonly host: string; readonly port: number }): void {
  class SimulatedAmazonAgent extends https.Agent {
    override createConnection(): Duplex {
      return net.connect({ host, port });
    }
  }
  https.globalAgent = new SimulatedAmazonAgent({ keepAlive: false });
}
