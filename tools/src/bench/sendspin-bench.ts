import { setTimeout as wait } from "node:timers/promises";
import { Child } from "./child.js";
import { percentile, threeDigits } from "./percentiles.js";
import { PLAYERS_ORDERS, SERVER_ORDERS } from "./sendspin-orders.js";

/** What players cost that receive PCM in one dialect. */
export interface SendspinRow {
  readonly dialect: string;
  readonly players: number;
  /** From a player's open socket until the server has greeted it, both sides' work and the loopback included. */
  readonly greetedP50Ms: number;
  readonly greetedP99Ms: number;
  /** Of audio, 25 ms each. */
  readonly chunks: number;
  /** Processor time of the players' process per chunk: reading the socket, opening, decoding, telling. */
  readonly usPerChunk: number;
  /** Of one core, all players together at 40 chunks a second each. */
  readonly percentOfCore: number;
  /** What of it is more than in plaintext. */
  readonly encryptionPercent: number;
}

export interface SendspinEffort {
  readonly players: number;
  readonly seconds: number;
}

const VERSIONS = ["6.1.1", "9.1.1", "10.2.1"] as const;
const JOINS_WITHIN_MS = 60_000;
const CHUNKS_PER_SECOND = 40;
/** A server delivers ahead what the players can hold; real time is what comes after that. */
const BURST_WITHIN_S = 30;
const PACED = 1.2;

/** Joins players and plays on all of them in real time, in every dialect, each in fresh processes; told as rows come. */
export async function measureSendspin(effort: SendspinEffort, tell: (row: SendspinRow) => void): Promise<void> {
  let plainPercent: number | undefined;
  for (const version of VERSIONS) {
    const { percent, ...row } = await measure(version, effort);
    plainPercent ??= percent;
    tell({ ...row, percentOfCore: threeDigits(percent), encryptionPercent: threeDigits(percent - plainPercent) });
  }
}

async function measure(version: (typeof VERSIONS)[number], { players, seconds }: SendspinEffort) {
  const server = new Child(SERVER_ORDERS, "./sendspin-server-process.ts");
  const clients = new Child(PLAYERS_ORDERS, "../../dist/sendspin-players-process.js");
  try {
    const { url } = await server.ask("open", { version }, JOINS_WITHIN_MS);
    const { greetedMs, dialect } = await clients.ask("join", { url, players }, JOINS_WITHIN_MS);
    await server.ask("play", {});
    await paced(clients, players);
    const { chunks, cpuMs } = await watched(clients, seconds);
    const usPerChunk = (cpuMs * 1_000) / chunks;
    return {
      dialect,
      players,
      greetedP50Ms: threeDigits(percentile(greetedMs, 50)),
      greetedP99Ms: threeDigits(percentile(greetedMs, 99)),
      chunks,
      usPerChunk: threeDigits(usPerChunk),
      percent: (usPerChunk * players * CHUNKS_PER_SECOND) / 10_000,
    };
  } finally {
    await Promise.all([clients.stop(), server.stop()]);
  }
}

type Players = Child<typeof PLAYERS_ORDERS>;

async function paced(clients: Players, players: number): Promise<void> {
  for (let second = 0; second < BURST_WITHIN_S; second++) {
    const { chunks } = await watched(clients, 1);
    if (chunks > 0 && chunks <= players * CHUNKS_PER_SECOND * PACED) return;
  }
  throw new Error(`The server has not come to real time within ${BURST_WITHIN_S} s`);
}

async function watched(clients: Players, seconds: number) {
  await clients.ask("watch", {});
  await wait(seconds * 1_000);
  return clients.ask("watched", {});
}
