import { generateKeyPairSync } from "node:crypto";

import type { Clock } from "../../ports.js";
import { SendspinClient, type SendspinClientOptions } from "../sendspin/client.js";
import { EncryptionBook } from "../sendspin/encryption-book.js";
import type { SendspinEvents } from "../sendspin/events.js";

import { silentLogger } from "../../testing/silent-logger.js";

/** One event as it came out, with its only value. */
export type Told = {
  [Name in keyof SendspinEvents]: readonly [Name, ...SendspinEvents[Name]];
}[keyof SendspinEvents];

const NAMES = [
  "link",
  "hello",
  "streamStart",
  "audio",
  "streamClear",
  "streamEnd",
  "group",
  "command",
  "metadata",
  "controller",
  "security",
] as const satisfies readonly (keyof SendspinEvents)[];

/** The key of {@link recordedClient}'s id, made for tests only. */
const CLIENT_KEY = generateKeyPairSync("x25519").privateKey.export({ format: "jwk" });

/** What a client that encrypts is made of: a key and secrets of its own, kept in `documents`. */
export async function encrypting(clock: Clock, documents = new Map<string, unknown>()) {
  const store = {
    read: (name: string) => Promise.resolve(documents.get(name)),
    write: (name: string, value: unknown) => Promise.resolve(void documents.set(name, value)),
  };
  const book = new EncryptionBook({ store, clock, logger: silentLogger });
  await book.load();
  const { x: clientId = "", d: privateKey = "" } = CLIENT_KEY;
  return { clientId, encryption: book.of({ clientId, privateKey }) };
}

/** A client of "Kitchen Echo" that writes down everything it tells. */
export function recordedClient(
  options: Pick<SendspinClientOptions, "address" | "clock"> & Partial<SendspinClientOptions>,
) {
  const client = new SendspinClient({
    clientId: "px15BnbI8bt2A9uI18EktvHg6L1CV8vhFY_qYv8yU1s",
    name: "Kitchen Echo",
    product: { name: "Echo Dot (4th gen)", manufacturer: "Amazon", softwareVersion: "0.1.0" },
    format: { codec: "pcm", sampleRateHz: 48_000, bitDepth: 16, channels: 2 },
    logger: silentLogger,
    ...options,
  });
  const told: Told[] = [];
  for (const name of NAMES)
    client.on(name, (...values: unknown[]) => {
      told.push([name, ...values] as unknown as Told);
    });
  /** The values of one event, in order. */
  const all = <Name extends keyof SendspinEvents>(name: Name): SendspinEvents[Name][0][] =>
    told.filter((entry) => entry[0] === name).map((entry) => entry[1] as SendspinEvents[Name][0]);
  return { client, told, all };
}
