import type { AmazonFaults } from "@ma-alexa/simulator";
import { describe, expect, it } from "vitest";
import { isBuilt, readyHouse } from "./testing/ready-house.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe.skipIf(!isBuilt)(
  "AmazonAccount when Amazon ends or half renews its session (skipped when the provider package is not built)",
  () => {
    it.each<[string, Partial<AmazonFaults>]>([
      ["every cookie is refused", { always401: true }],
      ["everybody is led to the sign-in", { status: { pathPrefix: "/api/", status: 302 } }],
    ])("asks for a login after at most 15 requests when %s, and serves again after one", async (_name, fault) => {
      const { clock, amazon, account, ready, works, askedSince } = await readyHouse();
      const good = { ...amazon.faults };
      Object.assign(amazon.faults, fault);
      const before = amazon.calls.total;
      void account.setVolume("G0K", 41);
      await clock.until("a login is asked for", () => account.state.kind === "login-required", 60_000, 50);
      await clock.advance(60_000, 500);
      const asked = askedSince(before).map(({ path }) => path);
      expect(asked.length, asked.join(" ")).toBeLessThanOrEqual(15);
      expect(account.state.reason).toMatch(/sign in to Amazon again/);
      Object.assign(amazon.faults, good);
      await account.signInWith(amazon.registration());
      await ready();
      await works(62);
    });

    it.each([
      ["renews no token", { invalidGrant: true }],
      ["renews a session without cookies", { exchangeWithoutCookies: true }],
    ])("asks for a login after at most 6 requests when Amazon %s, and serves again after one", async (_name, fault) => {
      const { clock, amazon, account, ready, works, expireCookies } = await readyHouse();
      const good = { ...amazon.faults };
      Object.assign(amazon.faults, fault);
      expireCookies();
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
      const { clock, amazon, account, ready, works, askedSince } = await readyHouse();
      const [owner] = amazon.customers;
      amazon.changePassword(owner?.email ?? "", "another horse");
      const before = amazon.calls.total;
      await clock.until("a login is asked for", () => account.state.kind === "login-required", 120_000, 250);
      await clock.advance(120_000, 2500);
      const asked = askedSince(before).map(({ path }) => path);
      expect(asked.length, asked.join(" ")).toBeLessThanOrEqual(3);
      await account.signInWith(amazon.registration());
      await ready();
      await works(62);
    });

    it("asks for a login when all that is stored is a string of cookies, on which the library itself dies", async () => {
      const { clock, amazon, account, ready, works, askedSince } = await readyHouse();
      const devices = account.devices();
      const before = amazon.calls.total;
      await account.signInWith({ cookie: amazon.registration().localCookie });
      await clock.until("a login is asked for", () => account.state.kind === "login-required", 60_000, 50);
      await clock.advance(60_000, 500);
      expect(askedSince(before).length).toBeLessThanOrEqual(5);
      expect(account.counters().crashes).toBe(0);
      expect(account.devices()).toEqual(devices);
      await account.signInWith(amazon.registration());
      await ready();
      await works(62);
    });

    it("renews a session whose cookies have ended, with a dozen requests and without a person", async () => {
      const { clock, amazon, account, kept, ready, works, expireCookies, askedSince } = await readyHouse();
      const shown = new Set<string>();
      account.on("state", ({ kind }) => shown.add(kind));
      expireCookies();
      const before = amazon.calls.total;
      void account.setVolume("G0K", 41);
      await clock.until("it is renewed", () => kept.length > 1, 30_000, 50);
      await ready();
      expect(shown).toEqual(new Set(["degraded", "ready"]));
      const signIn = askedSince(before).findIndex(({ path }) => path === "/api/endpoints");
      expect(signIn).toBeGreaterThan(0);
      expect(signIn).toBeLessThanOrEqual(12);
      await works(62);
    });

    it("tries again by itself, ever less often, while a session is renewed without its csrf cookie", async () => {
      const { clock, amazon, account, ready, works, expireCookies, askedSince } = await readyHouse();
      amazon.faults.csrfNever = true;
      expireCookies();
      const before = amazon.calls.total;
      void account.setVolume("G0K", 41);
      await clock.advance(240_000, 100);
      expect(account.state.kind).toBe("degraded");
      expect(account.state.reason).toMatch(/renewed the session but keeps back its csrf cookie/);
      const asked = askedSince(before);
      const renewals = asked.filter(({ path }) => path === "/auth/token").map(({ atMs }) => atMs);
      expect(renewals).toHaveLength(4);
      const pauses = renewals.slice(1).map((atMs, index) => atMs - (renewals[index] ?? 0));
      expect(pauses.every((pauseMs, index) => pauseMs >= 30_000 * 2 ** index)).toBe(true);
      expect(asked.length, asked.map(({ path }) => path).join(" ")).toBeLessThanOrEqual(50);
      expect(account.devices()).toHaveLength(1);
      amazon.faults.csrfNever = false;
      await ready(240_000);
      await works(62);
    });

    it("goes on with the stored session when a restart cannot renew it, and says when it ends", async () => {
      const stored = { tokenDate: Date.now() - 5 * DAY_MS };
      const { clock, amazon, account, kept, ready, works } = await readyHouse({ stored, faults: { csrfNever: true } });
      await works(41);
      expect(kept.every(({ tokenDate }) => tokenDate === stored.tokenDate)).toBe(true);
      clock.tick(4 * DAY_MS);
      const isToldOf = (words: RegExp) => () => words.test(account.state.reason ?? "");
      await clock.until("the renewal is tried again", isToldOf(/keeps back its csrf cookie/), 120_000, 100);
      expect(account.state.kind).toBe("degraded");
      expect(account.state.reason).toMatch(/could not be renewed \(.*\); it ends in \d+ days unless that succeeds/);
      await works(52);
      expect(amazon.calls.count("/auth/token")).toBeLessThanOrEqual(5);
      amazon.faults.csrfNever = false;
      clock.tick(6 * HOUR_MS);
      await ready();
      expect(kept.at(-1)?.["tokenDate"]).toBeGreaterThan(stored.tokenDate);
      await works(62);
    });
  },
);
