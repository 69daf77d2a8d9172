import type { AmazonFaults, TestClock } from "@ma-alexa/simulator";
import { describe, expect, it } from "vitest";
import type { AmazonAccount } from "./account.js";
import { PREVIEW, isBuilt, readyHouse } from "./testing/ready-house.js";

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

const once = (status: number): Partial<AmazonFaults> => ({ status: { pathPrefix: "/api/", status, times: 1 } });

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
  { name: "answers 503 for once", fault: once(503), shown: { kind: "degraded" }, requests: 40 },
  { name: "answers with its sign-in page", fault: { htmlInstead: true }, shown: { kind: "degraded" }, requests: 40 },
  { name: "takes commands and forgets them", fault: { notExecuted: Infinity }, shown: { kind: "ready" }, requests: 40 },
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
  { name: "tells no volume", fault: { withoutVolume: ["G0K"] }, shown: { kind: "ready" }, requests: 40 },
];

/** Somebody turns the Kitchen every five seconds. */
async function turning(clock: TestClock, account: AmazonAccount, forMs: number): Promise<void> {
  for (let passedMs = 0; passedMs < forMs; passedMs += 5_000) {
    void account.setVolume("G0K", 40 + ((passedMs / 1_000) % 10));
    // Finer than what an answer takes on a busy machine, so that none is late by the test's clock.
    await clock.advance(5_000, 50);
  }
}

const pausesBetween = (calls: readonly { readonly atMs: number }[]): number[] =>
  calls.slice(1).map(({ atMs }, index) => atMs - (calls[index]?.atMs ?? 0));

/** The pauses, with what real sockets take of the test's time. */
const pausesNear = (...pauses: readonly number[]): unknown[] =>
  pauses.map((pauseMs) => expect.toSatisfy((ms: number) => ms >= pauseMs && ms < pauseMs + 6_000) as unknown);

describe.skipIf(!isBuilt)("AmazonAccount on Amazon's bad days (skipped when the provider package is not built)", () => {
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

  it("opens its breaker in a storm of 429 on commands, and sends one command per period", async () => {
    const { clock, amazon, account, ready, works, askedSince } = await readyHouse();
    amazon.faults.status = { pathPrefix: PREVIEW, status: 429, body: { message: "Too many. Try again." } };
    const before = amazon.calls.total;
    const reasons = new Set<string | undefined>();
    account.on("state", ({ reason }) => reasons.add(reason));
    await turning(clock, account, 240_000);
    const commands = askedSince(before).filter(({ path }) => path === PREVIEW);
    expect([...reasons].filter((reason) => reason?.includes("fewer requests"))).toHaveLength(commands.length);
    expect(commands.length).toBeLessThanOrEqual(4);
    expect(pausesBetween(commands).every((pauseMs, index) => pauseMs >= 30_000 * 2 ** index)).toBe(true);
    amazon.faults.status = undefined;
    await clock.advance(300_000, 500);
    await ready();
    await works(62);
  });

  it("makes one request per period, of whatever kind, in a storm of 429 on commands and reads", async () => {
    const { clock, amazon, account, ready, works, askedSince } = await readyHouse();
    amazon.faults.status = { pathPrefix: "/api/", status: 429 };
    const before = amazon.calls.total;
    await turning(clock, account, 400_000);
    expect(account.state).toMatchObject({
      kind: "degraded",
      reason: "Amazon asks for fewer requests; nothing is sent for 240 s",
    });
    // A command and a read may have been under way together when the storm began.
    const [first = { atMs: 0 }, ...others] = askedSince(before).filter(({ path }) => path.startsWith("/api/"));
    const probes = others.filter(({ atMs }) => atMs > first.atMs + 5_000);
    expect(others.length - probes.length).toBeLessThanOrEqual(1);
    expect(pausesBetween([first, ...probes])).toEqual(pausesNear(30_000, 60_000, 120_000));
    amazon.faults.status = undefined;
    await ready(240_000);
    await works(62);
  });

  it.each<[string, Partial<AmazonFaults>]>([
    ["push is refused", { status: { pathPrefix: "/v20160207/directives", status: 403 } }],
    ["push never says that it began", { pushWithoutDelimiter: true }],
    ["push ends every five seconds", { pushEndsAfterMs: 5_000 }],
  ])("hears a volume turned at the Echo although %s", async (_name, fault) => {
    const { clock, amazon, account, heard, ready, works, turnAtTheEcho } = await readyHouse();
    const shown = new Set<boolean>();
    account.on("state", ({ push }) => shown.add(push));
    const good = { ...amazon.faults };
    Object.assign(amazon.faults, structuredClone(fault), { pushDropped: true });
    await amazon.stop();
    await amazon.resume();
    const before = amazon.calls.total;
    turnAtTheEcho(55);
    await clock.until("the volume is heard", () => heard.at(-1) === 55, 150_000, 100);
    expect(amazon.calls.total - before).toBeLessThanOrEqual(60);
    expect([...shown]).toContain(false);
    Object.assign(amazon.faults, good);
    await ready();
    await works(62);
  });
});
