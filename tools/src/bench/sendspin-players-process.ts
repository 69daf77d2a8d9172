/** The process of the players: its processor time is what is measured. */
import { generateKeyPairSync } from "node:crypto";
import { EncryptionBook, SendspinClient } from "@ma-alexa/provider";
import { systemClock } from "@ma-alexa/simulator";
import { obey } from "./orders.js";
import { quietLogger } from "./quiet-logger.js";
import { PLAYERS_ORDERS } from "./sendspin-orders.js";

const FORMAT = { codec: "pcm", sampleRateHz: 48_000, bitDepth: 16, channels: 2 } as const;

const store = { read: () => Promise.resolve(undefined), write: () => Promise.resolve() };
const book = new EncryptionBook({ store, clock: systemClock, logger: quietLogger });

let chunks = 0;
let cpu = process.cpuUsage();

obey(PLAYERS_ORDERS, {
  join: async ({ url, players }) => {
    const greetedMs: number[] = [];
    let dialect = "";
    for (let n = 0; n < players; n++) {
      const client = newPlayer(url, n);
      const tookMs = await joined(client);
      // The first one finds out what the server speaks, which the others know then.
      if (n > 0) greetedMs.push(tookMs);
      dialect = client.security.dialect;
    }
    return { greetedMs, dialect };
  },
  watch: () => {
    chunks = 0;
    cpu = process.cpuUsage();
    return {};
  },
  watched: () => {
    const { user, system } = process.cpuUsage(cpu);
    return { chunks, cpuMs: (user + system) / 1_000 };
  },
});

function newPlayer(address: string, n: number): SendspinClient {
  const { x: clientId = "", d: privateKey = "" } = generateKeyPairSync("x25519").privateKey.export({ format: "jwk" });
  const client = new SendspinClient({
    address,
    clientId,
    name: `Echo ${n}`,
    product: { name: "Bench", manufacturer: "Amazon", softwareVersion: "1" },
    format: FORMAT,
    encryption: book.of({ clientId, privateKey }),
    clock: systemClock,
    logger: quietLogger,
  });
  client.on("audio", () => (chunks += 1));
  return client;
}

/** From the open socket to the greeting, ms; resolves when the player can be played on. */
function joined(client: SendspinClient): Promise<number> {
  return new Promise((resolve) => {
    let openedMs = NaN;
    let greetedMs = NaN;
    client.on("hello", () => (greetedMs = performance.now()));
    client.on("link", ({ kind }) => {
      if (kind === "handshake") openedMs = performance.now();
      if (kind === "playable") resolve(greetedMs - openedMs);
    });
    client.start();
  });
}
