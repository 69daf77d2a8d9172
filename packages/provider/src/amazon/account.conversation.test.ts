import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { TestClock, createSimulatedAmazon, listedEcho } from "@ma-alexa/simulator";
import type { DeviceFacts } from "@ma-alexa/simulator";
import { afterEach, describe, expect, it } from "vitest";
import { silentLogger } from "../testing/silent-logger.js";
import { AmazonAccount } from "./account.js";
import type { EchoFact } from "./facts/echo-fact.js";

// These conversations run the unmodified library in its thread, which is built code: `npm run build` comes first.
const program = createRequire(import.meta.url).resolve("@ma-alexa/provider/amazon-worker");
const READY_WITHIN_MS = 60_000;
const SKILL = "amzn1.ask.skill.music";

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of undo.splice(0).reverse()) await end();
});

const never = new AbortController().signal;

const kitchen = listedEcho("G0K");
const bath: DeviceFacts = { ...kitchen, serial: "G0B", name: "Bath", locale: "de-DE", ownerCustomerId: "A2PARTNER" };
const everywhere: DeviceFacts = { ...kitchen, serial: "G0E", name: "Everywhere", family: "WHA", volume: 0 };

/** A simulated Amazon with two Echos and a group that obey volume and stop and push what they did, and an account. */
async function makeHouse() {
  const clock = new TestClock();
  const echos = new Map([kitchen, bath, everywhere].map((facts) => [facts.serial, facts]));
  const told: string[] = [];
  const change = (serial: string, facts: Partial<DeviceFacts>): void => {
    echos.set(serial, { ...kitchen, ...echos.get(serial), ...facts });
  };
  const nameOf = (serial: string) => echos.get(serial)?.name ?? "nobody";
  const amazon = createSimulatedAmazon({
    clock,
    devices: [...echos.keys()].map((serial) => ({ describe: () => echos.get(serial) ?? kitchen })),
    effects: {
      setVolume: (serial, volume) => {
        told.push(`${nameOf(serial)} volume ${volume}`);
        change(serial, { volume });
        amazon.pushVolume(serial);
        return Promise.resolve();
      },
      stop: (serial) => {
        told.push(`${nameOf(serial)} stop`);
        change(serial, { playerState: "IDLE" });
        amazon.pushPlayer(serial, "INTERRUPTED", null);
        return Promise.resolve();
      },
      launchSkill: (serial, skillId) => Promise.resolve(void told.push(`${nameOf(serial)} launch ${skillId}`)),
      textCommand: (serial, text, locale) => Promise.resolve(void told.push(`${nameOf(serial)} ${locale} ${text}`)),
      transport: () => Promise.resolve(),
    },
  });
  await amazon.start();
  undo.push(() => amazon.stop());
  const account = new AmazonAccount({
    clock,
    logger: silentLogger,
    endpoint: amazon.endpoint,
    registration: amazon.registration(),
  });
  undo.push(() => account.stop());
  const facts: EchoFact[] = [];
  account.on("fact", (fact) => facts.push(fact));
  account.start();
  const volumesKnown = () => facts.filter(({ kind }) => kind === "volume").length >= 2;
  const ready = () => clock.until("it is ready", () => account.state.push && volumesKnown(), READY_WITHIN_MS);
  return { clock, amazon, account, facts, told, change, ready };
}

describe.skipIf(!existsSync(program))(
  "AmazonAccount and Amazon (skipped when the provider package is not built)",
  () => {
    it("lists two Echos and a group, and seeds the volumes of the Echos", async () => {
      const { account, facts, ready } = await makeHouse();
      await ready();
      expect(account.devices()).toMatchObject([
        { name: "Kitchen", locale: "en-GB", kind: "speaker", playable: true },
        { name: "Bath", locale: "de-DE", kind: "speaker", playable: true },
        {
          name: "Everywhere",
          kind: "group",
          playable: false,
          reason: "Alexa groups can only be started by the music skill: make it first",
        },
      ]);
      expect(facts.map((fact) => fact.kind === "volume" && [fact.serial, fact.level])).toEqual([
        ["G0K", 30],
        ["G0B", 30],
      ]);
    });

    it("sets two volumes in one request, each for its owner, and hears both confirmed", async () => {
      const { clock, amazon, account, told, ready } = await makeHouse();
      await ready();
      const outcomes = Promise.all([account.setVolume("G0K", 41), account.setVolume("G0B", 42)]);
      await clock.until("both were told", () => told.length === 2);
      expect(await outcomes).toEqual([{ outcome: "confirmed" }, { outcome: "confirmed" }]);
      expect(told.sort()).toEqual(["Bath volume 42", "Kitchen volume 41"]);
      expect(amazon.calls.count("/api/behaviors/preview")).toBe(1);
      expect(amazon.failures).toEqual([]);
    });

    it("sends a volume again that Amazon took and forgot", async () => {
      const { clock, amazon, account, told, ready } = await makeHouse();
      await ready();
      amazon.faults.notExecuted = 1;
      const outcome = account.setVolume("G0K", 41);
      await clock.until("it was told in the end", () => told.length === 1, 20_000);
      expect(await outcome).toEqual({ outcome: "confirmed" });
      expect(account.counters()).toMatchObject({ sequences: 2, resent: 1 });
    });

    it("finds a volume confirmed in the books when its push gets lost", async () => {
      const { clock, amazon, account, ready } = await makeHouse();
      await ready();
      amazon.faults.pushDropped = true;
      let outcome: unknown;
      void account.setVolume("G0K", 41).then((told) => (outcome = told));
      await clock.until("it is confirmed", () => outcome !== undefined);
      expect(outcome).toEqual({ outcome: "confirmed" });
      expect(account.counters()).toMatchObject({ sequences: 1 });
    });

    const soWhat = { mediaId: "m", title: "So What", providerName: "Spotify", positionMs: 1_000, lengthMs: 300_000 };

    it.each([
      ["by push", { playerState: "IDLE" as const }, false, 500],
      [
        "from the books while something plays and push is dead",
        { playerState: "PLAYING" as const, media: soWhat },
        true,
        15_000,
      ],
      ["from the books while nothing plays and push is dead", { playerState: "IDLE" as const }, true, 75_000],
    ])("sees a volume turned at the Echo %s", async (_name, playback, pushDropped, withinMs) => {
      const { clock, amazon, facts, change, ready } = await makeHouse();
      change("G0K", playback);
      await ready();
      await clock.advance(14_000, 500);
      amazon.faults.pushDropped = pushDropped;
      facts.length = 0;
      change("G0K", { volume: 77 });
      amazon.pushVolume("G0K");
      const isKnown = () => facts.some((fact) => fact.kind === "volume" && fact.level === 77);
      await clock.until("the level is known", isKnown, withinMs, 100);
    });

    it("learns from the books what it is that plays, a moment after push said that something does", async () => {
      const { clock, amazon, facts, change, ready } = await makeHouse();
      await ready();
      await clock.advance(12_000, 500);
      change("G0K", { playerState: "PLAYING", media: soWhat });
      amazon.pushPlayer("G0K", "PLAYING", "m:1");
      const media = () =>
        facts.flatMap((fact) => (fact.kind === "player" && fact.media !== undefined ? [fact.media] : []));
      await clock.until("what plays is known", () => media().length > 0, 10_000);
      expect(media()).toEqual([{ title: "So What", provider: "Spotify", positionMs: 1_000, durationMs: 300_000 }]);
    });

    it("says a word in the language of the Echo", async () => {
      const { clock, account, told, ready } = await makeHouse();
      await ready();
      void account.commands.sayWord("G0B", "stop");
      await clock.until("it was said", () => told.length === 1);
      expect(told).toEqual(["Bath de-DE stopp"]);
    });

    it("knows of the members of a group that it is the group that plays", async () => {
      const { clock, amazon, facts, change, ready } = await makeHouse();
      change("G0E", { clusterMembers: ["G0K", "G0B"], playerState: "PLAYING", media: soWhat });
      await ready();
      const players = () => facts.flatMap((fact) => (fact.kind === "player" ? [fact] : []));
      await clock.until("what plays is known", () => players().length === 3, 75_000);
      expect(players().map(({ serial, state, group }) => ({ serial, state, group }))).toEqual([
        { serial: "G0K", state: "playing", group: "G0E" },
        { serial: "G0B", state: "playing", group: "G0E" },
        { serial: "G0E", state: "playing", group: undefined },
      ]);
      expect(amazon.failures).toEqual([]);
    });

    it("launches the skill on both Echos, then speaks to one in its own language, a second apart", async () => {
      const { clock, amazon, account, told, ready } = await makeHouse();
      await ready();
      const launches = Promise.all([
        account.launchSkill("G0K", SKILL, never),
        account.launchSkill("G0B", SKILL, never),
        account.textCommand("G0E", "ask Music Assistant to play audio", never),
      ]);
      await clock.until("all three were told", () => told.length === 3);
      expect(await launches).toEqual([{ outcome: "sent" }, { outcome: "sent" }, { outcome: "sent" }]);
      const times = amazon.calls.list().flatMap(({ path, atMs }) => (path === "/api/behaviors/preview" ? [atMs] : []));
      const gaps = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0));
      expect(gaps.every((gapMs) => gapMs >= 1_000)).toBe(true);
      expect(told).toContain("Everywhere en-GB ask Music Assistant to play audio");
    });

    it("stops an Echo and hears it confirmed", async () => {
      const { clock, account, told, ready } = await makeHouse();
      await ready();
      const outcome = account.stopPlayback("G0K");
      await clock.until("it was told", () => told.length === 1);
      expect(await outcome).toEqual({ outcome: "confirmed" });
    });

    it("hears who starts, who is spoken to and who goes offline", async () => {
      const { clock, amazon, account, facts, change, ready } = await makeHouse();
      await ready();
      facts.length = 0;
      const spokenTo: string[] = [];
      account.on("spoken-to", ({ serial }) => spokenTo.push(serial));
      amazon.pushPlayer("G0B", "PLAYING", "m:1");
      await clock.until("it plays", () => facts.length === 1);
      amazon.pushEqualizer("G0K");
      amazon.pushVolume("G0K");
      await clock.until("it was spoken to", () => spokenTo.length === 1);
      change("G0B", { online: false });
      amazon.pushConnection("G0B");
      await clock.until("it is offline", () => account.devices()[1]?.online === false);
      expect(spokenTo).toEqual(["G0K"]);
      expect(facts).toMatchObject([
        { kind: "player", serial: "G0B", state: "playing" },
        { kind: "connection", serial: "G0B", online: false },
      ]);
    });

    it("agrees with Amazon at most 5 s after it was gone for 20 s", async () => {
      const { clock, amazon, account, facts, change, ready } = await makeHouse();
      await ready();
      await amazon.stop();
      await clock.advance(20_000);
      expect(account.state).toMatchObject({ kind: "degraded", push: false, reason: "Amazon cannot be reached" });
      change("G0K", { volume: 55 });
      change("G0B", { playerState: "PLAYING" });
      facts.length = 0;
      await amazon.resume();
      await clock.until(
        "it agrees",
        () => account.state.kind === "ready" && account.state.push && facts.length === 2,
        5_000,
      );
      expect(facts).toMatchObject([
        { kind: "volume", serial: "G0K", level: 55 },
        { kind: "player", serial: "G0B", state: "playing" },
      ]);
    });

    it("asks for a login when nobody's cookies are accepted any more, and for nothing else", async () => {
      const { clock, amazon, account, ready } = await makeHouse();
      await ready();
      amazon.faults.always401 = true;
      const outcome = await refusedWithin(clock, account.setVolume("G0K", 1));
      expect(outcome).toMatchObject({ outcome: "refused" });
      await clock.until("a login is asked for", () => account.state.kind === "login-required", 20_000);
      const before = amazon.calls.total;
      await clock.advance(30_000, 500);
      expect(amazon.calls.total).toBe(before);
    });

    it.each([
      ["429 without a body", { status: 429 }],
      ["400 with Rate exceeded", { status: 400, body: { message: "Rate exceeded" } }],
    ])("backs off at once when throttled with %s", async (_name, fault) => {
      const { clock, amazon, account, ready } = await makeHouse();
      await ready();
      amazon.faults.status = { pathPrefix: "/api/behaviors/preview", ...fault };
      const outcome = await refusedWithin(clock, account.setVolume("G0K", 1));
      expect(outcome).toEqual({ outcome: "refused", reason: "Amazon asks for fewer requests" });
      expect(account.state).toMatchObject({ kind: "degraded" });
    });

    it("frees the slot after 5 s when Amazon does not answer a command", async () => {
      const { clock, amazon, account, told, ready } = await makeHouse();
      await ready();
      amazon.faults.hang = "/api/behaviors/preview";
      const outcome = await refusedWithin(clock, account.stopPlayback("G0K"));
      expect(outcome).toEqual({ outcome: "refused", reason: "Amazon did not answer within 5 s" });
      amazon.faults.hang = false;
      void account.stopPlayback("G0B");
      await clock.until("the next one was told", () => told.length === 1);
    });
  },
);

/** What became of a command, with time going on until it is known. */
async function refusedWithin(clock: TestClock, command: Promise<unknown>): Promise<unknown> {
  let outcome: unknown;
  void command.then((told) => (outcome = told));
  await clock.until("the command has an outcome", () => outcome !== undefined);
  return outcome;
}
