import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { TestClock, createStreet } from "@ma-alexa/simulator";
import { afterEach, describe, expect, it } from "vitest";
import { silentLogger } from "../testing/silent-logger.js";
import { AmazonAccount } from "./account.js";
import type { EchoFact } from "./facts/echo-fact.js";

// These conversations run the unmodified library in its thread, which is built code: `npm run build` comes first.
const program = createRequire(import.meta.url).resolve("@ma-alexa/provider/amazon-worker");
const READY_WITHIN_MS = 60_000;
const ECHOS = 3;

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of undo.splice(0).reverse()) await end();
});

/** An account of the street's household: Kitchen (30) and Living Room (40) form the group Downstairs; and a Show. */
async function makeHouse() {
  const clock = new TestClock();
  const street = await createStreet({ clock, musicAssistant: false });
  undo.push(() => street.stop());
  const { endpoint } = street.amazon;
  const account = new AmazonAccount({
    clock,
    logger: silentLogger,
    endpoint,
    registration: street.amazon.registration(),
  });
  undo.push(() => account.stop());
  const facts: EchoFact[] = [];
  account.on("fact", (fact) => facts.push(fact));
  account.start();
  const areKnown = () => facts.filter(({ kind }) => kind === "volume").length >= ECHOS;
  await clock.until("it is ready", () => account.state.push && areKnown(), READY_WITHIN_MS);
  const serialOf = (name: string) => account.devices().find((device) => device.name === name)?.serial ?? "";
  /** What became of a command, with time going on until it is known. */
  const outcomeOf = async (command: Promise<unknown>): Promise<unknown> => {
    let outcome: unknown;
    void command.then((told) => (outcome = told));
    await clock.until("the command has an outcome", () => outcome !== undefined, 20_000);
    return outcome;
  };
  return { clock, street, account, facts, serialOf, outcomeOf };
}

describe.skipIf(!existsSync(program))(
  "AmazonAccount on the street (skipped when the provider package is not built)",
  () => {
    it("turns a group whose volume reaches one member only, and keeps the balance", async () => {
      const { street, account, serialOf, outcomeOf } = await makeHouse();
      street.groupQuirks.volumeReaches = 1;
      expect(await outcomeOf(account.setVolume(serialOf("Downstairs"), 80))).toEqual({ outcome: "confirmed" });
      expect(street.echos.map(({ volume }) => volume)).toEqual([60, 80, 20]);
      expect(street.amazon.calls.count("/api/behaviors/preview")).toBe(1);
    });

    it("turns a group by the word of its members when Amazon no longer names them", async () => {
      const { clock, street, account, serialOf, outcomeOf } = await makeHouse();
      const { amazon } = street;
      const devices = account.devices();
      amazon.faults.groupsWithoutMembers = true;
      const before = amazon.calls.total;
      amazon.pushConnection(serialOf("Kitchen"));
      await clock.advance(10_000, 100);
      expect(amazon.calls.total - before).toBeLessThanOrEqual(10);
      expect(account.state.kind).toBe("ready");
      expect(account.devices()).toEqual(devices);
      expect(await outcomeOf(account.setVolume(serialOf("Downstairs"), 80))).toEqual({ outcome: "confirmed" });
      expect(street.echos.map(({ volume }) => volume)).toEqual([60, 80, 20]);
      amazon.faults.groupsWithoutMembers = false;
      amazon.pushConnection(serialOf("Kitchen"));
      await clock.advance(10_000, 100);
      expect(account.devices()).toEqual(devices);
    });

    it("stops every member of a group that keeps the stop to itself", async () => {
      const { street, account, serialOf, outcomeOf } = await makeHouse();
      street.groupQuirks.keepsStop = true;
      for (const echo of street.echos) {
        echo.elsewhere.begin({ kind: "service", provider: "Spotify", title: "So What" });
      }
      expect(await outcomeOf(account.stopPlayback(serialOf("Downstairs")))).toEqual({ outcome: "confirmed" });
      expect(street.echos.map((echo) => echo.describe().playerState)).toEqual(["IDLE", "IDLE", "PLAYING"]);
    });

    it("speaks on one Echo, at most 250 characters, and on no group", async () => {
      const { street, account, serialOf, outcomeOf } = await makeHouse();
      const { commands } = account;
      expect(await outcomeOf(commands.speak(serialOf("Kitchen"), "Tea is ready."))).toEqual({ outcome: "sent" });
      expect(street.echos.map(({ spoken }) => spoken)).toEqual([["Tea is ready."], [], []]);
      expect(await commands.speak(serialOf("Kitchen"), "a".repeat(251))).toMatchObject({ outcome: "refused" });
      expect(await commands.speak(serialOf("Downstairs"), "Tea.")).toEqual({
        outcome: "refused",
        reason: "Downstairs is a group: announce it on its members",
      });
    });

    it("announces on a group's members and a Show in one sequence, and not where nobody is to be disturbed", async () => {
      const { street, account, serialOf, outcomeOf } = await makeHouse();
      street.amazon.notebook().undisturbed.add(serialOf("Living Room"));
      const announcement = { title: "Kitchen", text: "Dinner!" };
      const everywhere = ["Downstairs", "Kitchen", "Bedroom Show"].map(serialOf);
      expect(await outcomeOf(account.commands.announce(everywhere, announcement))).toEqual({ outcome: "sent" });
      expect(street.echos.map(({ spoken }) => spoken)).toEqual([["Dinner!"], [], ["Dinner!"]]);
      expect(street.amazon.calls.count("/api/behaviors/preview")).toBe(1);
    });

    it("hears that a phone streams to an Echo by Bluetooth, and that it no longer does", async () => {
      const { clock, street, facts } = await makeHouse();
      const told = () =>
        facts.flatMap((fact) => (fact.kind === "player" ? [`${fact.state} ${fact.media?.provider}`] : []));
      street.echo("Kitchen").elsewhere.begin({ kind: "bluetooth" });
      await clock.until("it streams", () => told().length === 1, 2_000);
      street.echo("Kitchen").elsewhere.end();
      await clock.until("it no longer streams", () => told().length === 2, 2_000);
      expect(told()).toEqual(["playing Bluetooth", "interrupted Bluetooth"]);
    });

    it("opens a push that has died without a word anew", async () => {
      const { clock, street, account, facts } = await makeHouse();
      const kitchen = street.echo("Kitchen");
      const isKnown = (level: number) => () => facts.some((fact) => fact.kind === "volume" && fact.level === level);
      await clock.advance(12_000, 500);
      street.amazon.faults.pushDropped = true;
      for (const level of [41, 42, 43]) {
        kitchen.setVolume(level);
        await clock.until("the books tell it", isKnown(level), 75_000, 500);
      }
      await clock.until("push is open again", () => account.state.push, 5_000);
      expect(account.counters().pushOpened).toBe(2);

      street.amazon.faults.pushDropped = false;
      kitchen.setVolume(50);
      await clock.until("push tells it", isKnown(50), 500);
    });
  },
);
