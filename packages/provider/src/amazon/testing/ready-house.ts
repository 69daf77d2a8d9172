import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { TestClock, createSimulatedAmazon, listedEcho } from "@ma-alexa/simulator";
import type { AmazonFaults, SimulatedAmazon } from "@ma-alexa/simulator";
import { expect, onTestFinished } from "vitest";
import { silentLogger } from "../../testing/silent-logger.js";
import { AmazonAccount } from "../account.js";

const program = createRequire(import.meta.url).resolve("@ma-alexa/provider/amazon-worker");
const READY_WITHIN_MS = 60_000;

/** These conversations run the unmodified library in its thread, which is built code: `npm run build` comes first. */
export const isBuilt = existsSync(program);

/** Where commands go. */
export const PREVIEW = "/api/behaviors/preview";

export interface HouseParts {
  /** The Echos besides the Kitchen, by name; the serial of each is "G0" and its first letter. */
  readonly others?: readonly string[];
  /** What of the stored registration is different. */
  readonly stored?: Readonly<Record<string, unknown>>;
  /** Amazon's bad day, from the first request on. */
  readonly faults?: Partial<AmazonFaults>;
}

/** Echos that obey volumes and say so, the simulated Amazon before them, and an account that is ready. */
export async function readyHouse({ others = [], stored = {}, faults = {} }: HouseParts = {}) {
  const clock = new TestClock();
  const echos = new Map(
    ["Kitchen", ...others].map((name) => {
      const serial = `G0${name.charAt(0)}`;
      return [serial, listedEcho(serial, { name })];
    }),
  );
  const change = (serial: string, volume: number): void => {
    const facts = echos.get(serial);
    if (facts === undefined) throw new Error(`No Echo has the serial ${serial}`);
    echos.set(serial, { ...facts, volume });
    amazon.pushVolume(serial);
  };
  const amazon: SimulatedAmazon = createSimulatedAmazon({
    clock,
    devices: [...echos].map(([serial, facts]) => ({ describe: () => echos.get(serial) ?? facts })),
    effects: {
      setVolume: (serial, volume) => {
        change(serial, volume);
        return Promise.resolve();
      },
      stop: () => Promise.resolve(),
      launchSkill: () => Promise.resolve(),
      textCommand: () => Promise.resolve(),
      transport: () => Promise.resolve(),
    },
  });
  Object.assign(amazon.faults, faults);
  await amazon.start();
  onTestFinished(() => amazon.stop());
  const threads: { readonly openedAtMs: number; crashedAtMs?: number }[] = [];
  const kept: Readonly<Record<string, unknown>>[] = [];
  const account = new AmazonAccount({
    clock,
    logger: silentLogger,
    endpoint: amazon.endpoint,
    registration: { ...amazon.registration(), ...stored },
    keep: (registration) => {
      kept.push(registration);
      return Promise.resolve();
    },
    openWorker: (setup) => {
      const thread: (typeof threads)[number] = { openedAtMs: clock.now() };
      threads.push(thread);
      const worker = new Worker(program, { workerData: setup });
      return worker.once("error", () => (thread.crashedAtMs = clock.now()));
    },
  });
  onTestFinished(() => account.stop());
  const heard: number[] = [];
  account.on("fact", (fact) => {
    if (fact.kind === "volume" && fact.serial === "G0K") heard.push(fact.level);
  });
  account.start();
  const isReady = () => account.state.kind === "ready" && account.state.push;
  // In small steps, since a thread takes real time to begin, on a busy machine a lot of it.
  const ready = (withinMs = READY_WITHIN_MS) =>
    clock.until("it is ready", () => isReady() && heard.length > 0, withinMs, withinMs > READY_WITHIN_MS ? 50 : 10);
  await ready();
  /** A volume that Amazon takes, the Echo obeys and the account believes: everything works. */
  const works = async (level: number, serial = "G0K"): Promise<void> => {
    let outcome: unknown;
    void account.setVolume(serial, level).then((told) => (outcome = told));
    await clock.until("the command has an outcome", () => outcome !== undefined, 60_000, 50);
    expect(outcome).toEqual({ outcome: "confirmed" });
    expect(echos.get(serial)?.volume).toBe(level);
  };
  const turnAtTheEcho = (volume: number): void => {
    change("G0K", volume);
  };
  /** The cookies end, as they do after a fortnight. */
  const expireCookies = (): void => {
    amazon.expireCookies(amazon.customers[0]?.email ?? "");
  };
  /** The paths that were asked since `before`, with the time of each. */
  const askedSince = (before: number) => amazon.calls.list().slice(before);
  return { clock, amazon, account, heard, threads, kept, ready, works, turnAtTheEcho, expireCookies, askedSince };
}
