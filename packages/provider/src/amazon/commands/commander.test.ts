import { TestClock } from "@ma-alexa/simulator";
import { describe, expect, it } from "vitest";
import { Breaker } from "../breaker.js";
import { newCounters } from "../counters.js";
import type { Command } from "./command.js";
import { Commander } from "./commander.js";

interface World {
  /** On Amazon's books. */
  readonly booked?: number;
  /** Known before. */
  readonly known?: number;
  readonly plays?: boolean;
}

function makeCommander(world: World = {}) {
  const clock = new TestClock();
  const sent: Command[] = [];
  const counters = newCounters();
  const ignore = (): void => undefined;
  const commander = new Commander({
    clock,
    counters,
    send: (commands) => {
      sent.push(...commands);
      return Promise.resolve();
    },
    breaker: new Breaker({ clock, onShut: ignore, onProbe: ignore, onOpen: ignore }),
    hasPush: () => true,
    knownVolume: () => world.known,
    readVolume: () => Promise.resolve(world.booked),
    readPlaying: () => Promise.resolve(world.plays),
  });
  const report = (level: number): void => {
    commander.notice({ kind: "volume", serial: "a", level, muted: false });
  };
  return { clock, commander, sent, counters, report };
}

describe("Commander", () => {
  it("confirms a volume that the Echo reports", async () => {
    const { clock, commander, sent, report } = makeCommander();
    const outcome = commander.setVolume("a", 35);
    await clock.until("it was sent", () => sent.length === 1);
    report(35);
    expect(await outcome).toEqual({ outcome: "confirmed" });
  });

  it("confirms by Amazon's books when no report comes", async () => {
    const { clock, commander, sent } = makeCommander({ booked: 35 });
    const outcome = commander.setVolume("a", 35);
    await clock.advance(4_000, 100);
    expect(await outcome).toEqual({ outcome: "confirmed" });
    expect(sent).toHaveLength(1);
  });

  it("sends a volume that got lost once more, and only once", async () => {
    const { clock, commander, sent, counters } = makeCommander({ booked: 20 });
    const outcome = commander.setVolume("a", 35);
    await clock.advance(10_000, 100);
    expect(await outcome).toEqual({ outcome: "sent" });
    expect(sent).toHaveLength(2);
    expect(counters.resent).toBe(1);
  });

  it("does not fight somebody who turned the Echo meanwhile", async () => {
    const { clock, commander, sent, report } = makeCommander({ booked: 50 });
    const outcome = commander.setVolume("a", 35);
    await clock.until("it was sent", () => sent.length === 1);
    report(50);
    await clock.advance(4_000, 100);
    expect(await outcome).toEqual({ outcome: "sent" });
    expect(sent).toHaveLength(1);
  });

  it("does not send an older volume again when a newer one was asked for", async () => {
    const { clock, commander, sent } = makeCommander({ booked: 20 });
    const older = commander.setVolume("a", 30);
    await clock.until("the older was sent", () => sent.length === 1);
    void commander.setVolume("a", 40);
    await clock.advance(2_990, 10);
    await clock.advance(1_000, 10);
    expect(await older).toEqual({ outcome: "sent" });
    expect(sent.filter((command) => command.kind === "volume" && command.level === 30)).toHaveLength(1);
  });

  it("confirms a stop when the Echo reports that it stopped", async () => {
    const { clock, commander, sent } = makeCommander();
    const outcome = commander.stopPlayback("a");
    await clock.until("it was sent", () => sent.length === 1);
    commander.notice({ kind: "player", serial: "b", state: "interrupted" });
    commander.notice({ kind: "player", serial: "a", state: "interrupted" });
    expect(await outcome).toEqual({ outcome: "confirmed" });
  });

  it("takes what a Studio makes of a level for the answer, and sends nothing more", async () => {
    const { clock, commander, sent, report } = makeCommander({ known: 40 });
    const outcome = commander.setVolume("a", 18);
    await clock.until("it was sent", () => sent.length === 1);
    report(17);
    expect(await outcome).toEqual({ outcome: "confirmed" });
    await clock.advance(10_000, 100);
    expect(sent).toHaveLength(1);
  });

  it("does not take the unchanged level for an answer, nor for somebody's hand", async () => {
    const { clock, commander, sent, report } = makeCommander({ known: 17, booked: 17 });
    const outcome = commander.setVolume("a", 18);
    await clock.until("it was sent", () => sent.length === 1);
    report(17);
    await clock.advance(10_000, 100);
    expect(await outcome).toEqual({ outcome: "sent" });
    expect(sent).toHaveLength(2);
  });

  it("does not take a late report of its own last level for somebody's hand", async () => {
    const { clock, commander, sent, report } = makeCommander({ known: 20, booked: 30 });
    void commander.setVolume("a", 30);
    await clock.advance(1_100, 100);
    void commander.setVolume("a", 50);
    await clock.advance(1_100, 100);
    report(30);
    await clock.advance(6_000, 100);
    const levels = sent.map((command) => (command.kind === "volume" ? command.level : undefined));
    expect(levels).toEqual([30, 50, 50]);
  });

  it("confirms a stop by Amazon's books when no report comes", async () => {
    const { clock, commander, sent } = makeCommander({ plays: false });
    const outcome = commander.stopPlayback("a");
    await clock.advance(5_000, 100);
    expect(await outcome).toEqual({ outcome: "confirmed" });
    expect(sent).toHaveLength(1);
  });

  it("sends a stop that got lost once more", async () => {
    const { clock, commander, sent, counters } = makeCommander({ plays: true });
    const outcome = commander.stopPlayback("a");
    await clock.advance(10_000, 100);
    expect(await outcome).toEqual({ outcome: "sent" });
    expect([sent.length, counters.resent]).toEqual([2, 1]);
  });

  it("does not stop again what was launched meanwhile", async () => {
    const { clock, commander, sent } = makeCommander({ plays: true });
    const outcome = commander.stopPlayback("a");
    await clock.advance(1_100, 100);
    void commander.submit({ kind: "launch", serial: "a", skillId: "s" });
    await clock.advance(10_000, 100);
    expect(await outcome).toEqual({ outcome: "sent" });
    expect(sent.map(({ kind }) => kind)).toEqual(["stop", "launch"]);
  });
});
