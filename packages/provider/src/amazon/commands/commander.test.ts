import { TestClock } from "@ma-alexa/simulator";
import { describe, expect, it } from "vitest";
import { newCounters } from "../counters.js";
import type { Command } from "./command.js";
import { Commander } from "./commander.js";

function makeCommander(booked: () => number | undefined = () => undefined) {
  const clock = new TestClock();
  const sent: Command[] = [];
  const counters = newCounters();
  const commander = new Commander({
    clock,
    counters,
    send: (commands) => {
      sent.push(...commands);
      return Promise.resolve();
    },
    onThrottle: () => undefined,
    hasPush: () => true,
    readVolume: () => Promise.resolve(booked()),
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
    const { clock, commander, sent } = makeCommander(() => 35);
    const outcome = commander.setVolume("a", 35);
    await clock.advance(4_000, 100);
    expect(await outcome).toEqual({ outcome: "confirmed" });
    expect(sent).toHaveLength(1);
  });

  it("sends a volume that got lost once more, and only once", async () => {
    const { clock, commander, sent, counters } = makeCommander(() => 20);
    const outcome = commander.setVolume("a", 35);
    await clock.advance(10_000, 100);
    expect(await outcome).toEqual({ outcome: "sent" });
    expect(sent).toHaveLength(2);
    expect(counters.resent).toBe(1);
  });

  it("does not fight somebody who turned the Echo meanwhile", async () => {
    const { clock, commander, sent, report } = makeCommander(() => 50);
    const outcome = commander.setVolume("a", 35);
    await clock.until("it was sent", () => sent.length === 1);
    report(50);
    await clock.advance(4_000, 100);
    expect(await outcome).toEqual({ outcome: "sent" });
    expect(sent).toHaveLength(1);
  });

  it("does not send an older volume again when a newer one was asked for", async () => {
    const { clock, commander, sent } = makeCommander(() => 20);
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
});
