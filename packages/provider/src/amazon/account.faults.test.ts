import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { TestClock, createSimulatedAmazon, listedEcho } from "@ma-alexa/simulator";
import type { AmazonFaults, SimulatedAmazon } from "@ma-alexa/simulator";
import { describe, expect, it, onTestFinished } from "vitest";
import { silentLogger } from "../testing/silent-logger.js";
import { AmazonAccount } from "./account.js";

// These conversations run the unmodified library in its thread, which is built code: `npm run build` comes first.
const program = createRequire(import.meta.url).resolve("@ma-alexa/provider/amazon-worker");
const READY_WITHIN_MS = 60_000;
const PREVIEW = "/api/behaviors/preview";

const kitchen = listedEcho("G0K");

/** One Echo that obeys volumes and says so, the simulated Amazon before it, and an account that is ready. */
async function readyHouse() {
  const clock = new TestClock();
  let facts = kitchen;
  const amazon: SimulatedAmazon = createSimulatedAmazon({
    clock,
    devices: [{ describe: () => facts }],
    effects: {
      setVolume: (serial, volume) => {
        facts = { ...facts, volume };
        amazon.pushVolume(serial);
        return Promise.resolve();
      },
      stop: () => Promise.resolve(),
      launchSkill: () => Promise.resolve(),
      textCommand: () => Promise.resolve(),
      transport: () => Promise.resolve(),
    },
  });
  await amazon.start();
  onTestFinished(() => amazon.stop());
  const threads: { readonly openedAtMs: number; crashedAtMs?: number }[] = [];
  const account = new AmazonAccount({
    clock,
    logger: silentLogger,
    endpoint: amazon.endpoint,
    registration: amazon.registration(),
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
    if (fact.kind === "volume") heard.push(fact.level);
  });
  account.start();
  const isReady = () => account.state.kind === "ready" && account.state.push;
  const ready = () => clock.until("it is ready", () => isReady() && heard.length > 0, READY_WITHIN_MS, 50);
  await ready();
  /** A volume that Amazon takes, the Echo obeys and the account believes: everything works. */
  const works = async (level: number): Promise<void> => {
    let outcome: unknown;
    void account.setVolume("G0K", level).then((told) => (outcome = told));
    await clock.until("the command has an outcome", () => outcome !== undefined, 60_000, 50);
    expect(outcome).toEqual({ outcome: "confirmed" });
    expect(facts.volume).toBe(level);
  };
  const turnAtTheEcho = (volume: number): void => {
    facts = { ...facts, volume };
    amazon.pushVolume("G0K");
  };
  return { clock, amazon, account, heard, threads, ready, works, turnAtTheEcho };
}

interface BadDay {
  readonly name: string;
  readonly fault: Partial<AmazonFaults>;
  /** What a person is shown within a minute of it; with a reason unless all is well. */
  readonly shown: { readonly kind: "ready" | "degraded" };
  /** At most so many requests in that minute. */
  readonly requests: number;
}

const answer = (status: number, body?: unknown): Partial<AmazonFaults> => ({
  status: { pathPrefix: "/api/", status, ...(body === undefined ? {} : { body }) },
});

const BAD_DAYS: readonly BadDay[] = [
  {
    name: "answers 500 with a web page",
    fault: answer(500, "<html></html>"),
    shown: { kind: "degraded" },
    requests: 40,
  },
  { name: "answers 503", fault: answer(503), shown: { kind: "degraded" }, requests: 60 },
  {
    name: "answers 400 with Rate exceeded",
    fault: answer(400, { message: "Rate exceeded" }),
    shown: { kind: "degraded" },
    requests: 40,
  },
  { name: "answers 429 without a body", fault: answer(429), shown: { kind: "degraded" }, requests: 40 },
  { name: "resets connections", fault: { reset: true }, shown: { kind: "degraded" }, requests: 60 },
  { name: "answers nothing", fault: { hang: "/api/" }, shown: { kind: "degraded" }, requests: 40 },
  { name: "loses pushed events", fault: { pushDropped: true }, shown: { kind: "ready" }, requests: 40 },
  { name: "pushes everything twice", fault: { pushDuplicated: true }, shown: { kind: "ready" }, requests: 40 },
  { name: "pushes half a minute late", fault: { pushDelayMs: 30_000 }, shown: { kind: "ready" }, requests: 40 },
  { name: "pushes frames in one chunk", fault: { pushCoalesced: true }, shown: { kind: "ready" }, requests: 40 },
  { name: "pushes frames too large", fault: { pushOversize: true }, shown: { kind: "ready" }, requests: 40 },
  { name: "pushes events in any order", fault: { pushShuffled: true }, shown: { kind: "ready" }, requests: 40 },
  { name: "never tells what plays", fault: { pushWithoutNowPlaying: true }, shown: { kind: "ready" }, requests: 40 },
  { name: "refuses idle players", fault: { playerRefusedWhenIdle: true }, shown: { kind: "ready" }, requests: 40 },
  { name: "names no members of groups", fault: { groupsWithoutMembers: true }, shown: { kind: "ready" }, requests: 40 },
  { name: "tells no volume", fault: { withoutVolume: ["G0K"] }, shown: { kind: "ready" }, requests: 40 },
];

describe.skipIf(!existsSync(program))(
  "AmazonAccount on Amazon's bad days (skipped when the provider package is not built)",
  () => {
    it.each(BAD_DAYS)("bears an Amazon that $name, says so, asks little, and recovers", async (day) => {
      const { clock, amazon, account, ready, works, turnAtTheEcho } = await readyHouse();
      const good = { ...amazon.faults };
      const before = amazon.calls.total;
      Object.assign(amazon.faults, structuredClone(day.fault));
      const shown = new Map<string, string | undefined>([[account.state.kind, undefined]]);
      account.on("state", ({ kind, reason }) => shown.set(kind, reason));
      void account.setVolume("G0K", 41);
      turnAtTheEcho(55);
      await clock.advance(60_000, 100);
      expect([...shown.keys()].at(-1)).toBe(day.shown.kind);
      if (day.shown.kind === "degraded") expect(shown.get("degraded")).toBeTruthy();
      expect(amazon.calls.total - before).toBeLessThanOrEqual(day.requests);
      Object.assign(amazon.faults, good);
      await clock.advance(120_000, 500);
      await ready();
      await works(62);
      expect(account.devices()).toHaveLength(1);
    });

    it("asks for a login after at most 15 requests when every cookie is refused, and serves again after one", async () => {
      const { clock, amazon, account, ready, works } = await readyHouse();
      amazon.faults.always401 = true;
      const before = amazon.calls.total;
      void account.setVolume("G0K", 41);
      await clock.until("a login is asked for", () => account.state.kind === "login-required", 60_000, 50);
      await clock.advance(60_000, 500);
      const asked = amazon.calls
        .list()
        .slice(before)
        .map(({ path }) => path);
      expect(asked.length, asked.join(" ")).toBeLessThanOrEqual(15);
      expect(account.state.reason).toMatch(/sign in to Amazon again/);
      amazon.faults.always401 = false;
      await account.signInWith(amazon.registration());
      await ready();
      await works(62);
    });

    it.each([
      ["renews no token", { invalidGrant: true }],
      ["renews a session without cookies", { exchangeWithoutCookies: true }],
    ])("asks for a login after at most 6 requests when Amazon %s, and serves again after one", async (_name, fault) => {
      const { clock, amazon, account, ready, works } = await readyHouse();
      const good = { ...amazon.faults };
      Object.assign(amazon.faults, fault);
      amazon.expireCookies(amazon.customers[0]?.email ?? "");
      const before = amazon.calls.total;
      void account.setVolume("G0K", 41);
      await clock.until("a login is asked for", () => account.state.kind === "login-required", 60_000, 50);
      await clock.advance(60_000, 500);
      expect(amazon.calls.total - before).toBeLessThanOrEqual(6);
      expect(account.state.reason).toMatch(/sign in to Amazon again/);
      Object.assign(amazon.faults, good);
      await account.signInWith(amazon.registration());
      await ready();
      await works(62);
    });

    it("asks for a login after at most 3 requests when the sign-in was revoked", async () => {
      const { clock, amazon, account, ready, works } = await readyHouse();
      const [owner] = amazon.customers;
      amazon.changePassword(owner?.email ?? "", "another horse");
      const before = amazon.calls.total;
      await clock.until("a login is asked for", () => account.state.kind === "login-required", 120_000, 250);
      await clock.advance(120_000, 2500);
      const asked = amazon.calls
        .list()
        .slice(before)
        .map(({ path }) => path);
      expect(asked.length, asked.join(" ")).toBeLessThanOrEqual(3);
      await account.signInWith(amazon.registration());
      await ready();
      await works(62);
    });

    it("opens its breaker in a storm of 429, and sends one probe per period", async () => {
      const { clock, amazon, account, ready, works } = await readyHouse();
      amazon.faults.status = { pathPrefix: PREVIEW, status: 429, body: { message: "Too many. Try again." } };
      for (let second = 0; second < 240; second += 5) {
        void account.setVolume("G0K", 40 + (second % 10));
        await clock.advance(5_000, 250);
      }
      const times = amazon.calls.list().flatMap(({ path, atMs }) => (path === PREVIEW ? [atMs] : []));
      const pauses = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0));
      expect(account.state).toMatchObject({
        kind: "degraded",
        reason: expect.stringContaining("fewer requests") as string,
      });
      expect(times.length).toBeLessThanOrEqual(4);
      expect(pauses.every((pauseMs, index) => pauseMs >= 30_000 * 2 ** index)).toBe(true);
      amazon.faults.status = undefined;
      await clock.advance(300_000, 500);
      void account.setVolume("G0K", 44);
      await ready();
      await works(62);
    });

    it("loses no device when the library crashes, and starts it again within 2 s", async () => {
      const { clock, amazon, account, threads, ready, works } = await readyHouse();
      const devices = account.devices();
      amazon.faults.status = { pathPrefix: "/api/endpoints", status: 200, body: { websiteApiUrl: 5 } };
      amazon.expireCookies(amazon.customers[0]?.email ?? "");
      const crashed = () => threads.findIndex(({ crashedAtMs }) => crashedAtMs !== undefined);
      await clock.until(
        "it crashed and began anew",
        () => crashed() !== -1 && threads.length > crashed() + 1,
        200_000,
        50,
      );
      expect(account.devices()).toEqual(devices);
      expect(account.state.reason).toContain("the library cannot digest");
      const [before, after] = threads.slice(crashed());
      expect((after?.openedAtMs ?? Infinity) - (before?.crashedAtMs ?? 0)).toBeLessThanOrEqual(2_100);
      amazon.faults.status = undefined;
      await ready();
      await works(62);
      expect(account.devices()).toEqual(devices);
    });

    it("keeps its devices when the list comes empty, says so, and lists again afterwards", async () => {
      const { clock, amazon, account, ready } = await readyHouse();
      amazon.faults.deviceListEmpty = true;
      amazon.pushConnection("G0K");
      await clock.until("it was listed again", () => account.state.kind === "degraded", 30_000, 50);
      expect(account.state.reason).toMatch(/device list/);
      expect(account.devices()).toHaveLength(1);
      amazon.faults.deviceListEmpty = false;
      await ready();
    });

    it.each<[string, Partial<AmazonFaults>]>([
      ["push is refused", { status: { pathPrefix: "/v20160207/directives", status: 403 } }],
      ["push never says that it began", { pushWithoutDelimiter: true }],
      ["push ends every five seconds", { pushEndsAfterMs: 5_000 }],
    ])("hears a volume turned at the Echo although %s", async (_name, fault) => {
      const { clock, amazon, heard, ready, works, turnAtTheEcho } = await readyHouse();
      const good = { ...amazon.faults };
      Object.assign(amazon.faults, structuredClone(fault), { pushDropped: true });
      await amazon.stop();
      await amazon.resume();
      const before = amazon.calls.total;
      turnAtTheEcho(55);
      await clock.until("the volume is heard", () => heard.at(-1) === 55, 150_000, 100);
      expect(amazon.calls.total - before).toBeLessThanOrEqual(60);
      Object.assign(amazon.faults, good);
      await ready();
      await works(62);
    });
  },
);
