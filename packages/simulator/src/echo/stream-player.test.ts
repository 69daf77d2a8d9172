import { describe, expect, it, onTestFinished } from "vitest";
import { TestClock } from "../clock.js";
import { sineCheck } from "../listening/sine-check.js";
import { plainHabits, type Habits } from "./habits.js";
import { Heard } from "./heard.js";
import { StreamPlayer } from "./stream-player.js";
import { sineMp3 } from "./testing/sine.js";
import { streamServer, whole, type Serve } from "./testing/stream-server.js";

const HALF_SECOND_BYTES = 20_000;

async function scene(serve: Serve, habits: Partial<Habits> = {}) {
  const clock = new TestClock();
  const heard = new Heard(clock);
  const server = await streamServer(serve);
  const told: string[] = [];
  let fetchedBytes = 0;
  const player = new StreamPlayer({
    url: server.url,
    clock,
    heard,
    habits: { ...plainHabits(), ...habits },
    startLatencyMs: 400,
    fetched: (chunk) => {
      fetchedBytes += chunk.length;
    },
  });
  for (const event of ["started", "nearlyFinished", "finished", "underrun"] as const)
    player.on(event, () => told.push(event));
  player.on("failed", ({ status, message }) => told.push(`failed ${String(status ?? message)}`));
  onTestFinished(() => {
    player.stop();
    expect(clock.pending).toBe(0);
  });
  const until = (what: string) => clock.until(what, () => told.includes(what), 20_000);
  return { clock, heard, server, told, player, until, fetchedBytes: () => fetchedBytes };
}

describe("a stream on an Echo", () => {
  it("sounds as it was sent, from the first sample to the last", async () => {
    const { clock, heard, player, told, until } = await scene(whole(await sineMp3(440, 4)));
    const startMs = clock.now();
    player.start();
    await until("started");
    expect(clock.now() - startMs).toBeGreaterThanOrEqual(400);
    expect(clock.now() - startMs).toBeLessThan(700);
    await until("finished");
    expect(told).toEqual(["started", "nearlyFinished", "finished"]);
    expect(player.positionMs).toBeGreaterThan(3_990);
    expect(heard.last(10).samples.length / 96).toBe(player.positionMs);
    const verdict = sineCheck(heard.last(10));
    expect(verdict.isContinuous).toBe(true);
    expect(verdict.frequencyHz).toBeCloseTo(440, 1);
    expect(heard.stretches).toHaveLength(1);
  });

  it("is silent where it runs dry, and its position stands still meanwhile", async () => {
    const mp3 = await sineMp3(440, 4);
    let more: () => void = () => undefined;
    const dry: Serve = (response) => {
      response.writeHead(200).write(mp3.subarray(0, 2 * HALF_SECOND_BYTES));
      more = () => response.end(mp3.subarray(2 * HALF_SECOND_BYTES));
    };
    const { clock, heard, player, until, told } = await scene(dry);
    player.start();
    await until("underrun");
    const positionMs = player.positionMs;
    expect(positionMs).toBeGreaterThan(850);
    await clock.advance(500);
    expect(player.positionMs).toBe(positionMs);
    more();
    await until("finished");
    const gapMs = sineCheck(heard.last(10), 440).gaps.reduce((sum, { lengthMs }) => sum + lengthMs, 0);
    expect(gapMs).toBeGreaterThan(450);
    expect(gapMs).toBeLessThan(700);
    expect(told.filter((event) => event === "underrun")).toHaveLength(1);
  });

  it("goes on at the same sample after a halt, and reads nothing meanwhile", async () => {
    const { clock, heard, player, until } = await scene(whole(await sineMp3(440, 5)));
    player.start();
    await until("started");
    await clock.advance(1_000);
    player.halt();
    const positionMs = player.positionMs;
    await clock.advance(3_000);
    expect([player.positionMs, player.isPlaying]).toEqual([positionMs, false]);
    player.goOn();
    await until("finished");
    expect(sineCheck(heard.last(10), 440).isContinuous).toBe(true);
    expect(heard.stretches).toHaveLength(2);
  });

  it("reads nothing while halted, and at most 8 MB ahead", async () => {
    const flood: Serve = (response) => {
      const chunk = new Uint8Array(65_536);
      const pour = (): void => {
        while (response.write(chunk));
      };
      response.writeHead(200).on("drain", pour);
      pour();
    };
    const { player, fetchedBytes, clock } = await scene(flood);
    player.halt();
    player.start();
    await clock.advance(300);
    const halted = fetchedBytes();
    player.goOn();
    await clock.advance(10);
    player.halt();
    expect(halted).toBe(0);
    expect(fetchedBytes()).toBeGreaterThan(0);
    expect(fetchedBytes()).toBeLessThan(8.5 * 1_024 * 1_024);
  });

  it.each([
    ["failed 503", (response) => response.writeHead(503).end()],
    ["failed The stream ended without music", (response) => response.writeHead(200).end()],
    ["failed The stream is no MP3", (response) => response.writeHead(200).end(Buffer.alloc(300_000, "no music "))],
  ] satisfies [string, Serve][])("%s", async (outcome, serve) => {
    const { player, told, until } = await scene(serve);
    player.start();
    await until(outcome);
    expect(told).toEqual([outcome]);
  });

  it.each([
    [false, 1, "failed"],
    [true, 2, "finished"],
  ])("whose connection breaks is fetched again: %s", async (reconnectsFromStart, visits, end) => {
    const mp3 = await sineMp3(440, 3);
    let cut: () => void = () => undefined;
    const breaking: Serve = (response, visit, request) => {
      if (visit > 0) {
        whole(mp3)(response, visit, request);
        return;
      }
      response.writeHead(200).write(mp3.subarray(0, 80_000));
      cut = () => response.destroy();
    };
    const { clock, player, server, told, until } = await scene(breaking, { reconnectsFromStart });
    player.start();
    await until("started");
    cut();
    await clock.until(end, () => told.some((event) => event.startsWith(end)));
    expect(server.visits()).toBe(visits);
  });

  it("is fetched twice, probed, or not at all, as its habits say", async () => {
    const mp3 = await sineMp3(440, 4);
    for (const [habits, visits] of [
      [{ secondGet: true }, 2],
      [{ probingGet: true }, 2],
      [{ neverFetches: true }, 0],
    ] as const) {
      const { clock, player, server, told } = await scene(whole(mp3), habits);
      player.start();
      await clock.advance(3_000);
      expect(server.visits()).toBe(visits);
      expect(told.includes("started")).toBe(visits > 0);
      player.stop();
    }
  });

  it("is nearly finished at once on a Show", async () => {
    const mp3 = await sineMp3(440, 3);
    const endless: Serve = (response) => response.writeHead(200).write(mp3);
    const { clock, player, until } = await scene(endless, { nearlyFinished: "at-once" });
    player.start();
    await until("started");
    const startMs = clock.now();
    await until("nearlyFinished");
    expect(clock.now() - startMs).toBeLessThan(600);
  });
});
