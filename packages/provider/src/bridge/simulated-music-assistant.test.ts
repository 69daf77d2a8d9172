import {
  createSimulatedMusicAssistant,
  settle,
  TestClock,
  type ServerVersion,
  type SimulatedMusicAssistant,
} from "@ma-alexa/simulator";
import { afterEach, describe, expect, it } from "vitest";

import { SendspinClient } from "../music-assistant/sendspin/client.js";
import { silentLogger } from "../testing/silent-logger.js";

import { Household } from "./household.js";
import { echo, MemoryStore, ScriptedAccount, ScriptedDesk, ScriptedStreams } from "./testing/house.js";

const VERSIONS: readonly ServerVersion[] = ["2.0.0", "4.3.0", "6.1.1"];
const KITCHEN = "Kitchen";

interface House {
  readonly clock: TestClock;
  readonly ma: SimulatedMusicAssistant;
  readonly household: Household;
}

const houses: House[] = [];

/** A household with one Echo that Music Assistant plays on and that sounds. */
async function playing(profile: ServerVersion) {
  const clock = new TestClock();
  const ma = await createSimulatedMusicAssistant({ clock, profile, registrationDelayMs: 300 });
  const account = new ScriptedAccount();
  account.list = [echo(KITCHEN)];
  const desk = new ScriptedDesk();
  const streams = new ScriptedStreams();
  const household = new Household({
    account,
    connect: (device, { clientId }) =>
      new SendspinClient({
        address: ma.url,
        clientId,
        name: device.name,
        product: { name: device.model, manufacturer: "Amazon", softwareVersion: "0.1.0" },
        format: { codec: "pcm", sampleRateHz: 48_000, bitDepth: 16, channels: 2 },
        clock,
        logger: silentLogger,
      }),
    launchDesk: desk,
    streams,
    store: new MemoryStore(),
    clock,
    logger: silentLogger,
    settings: {},
  });
  houses.push({ clock, ma, household });
  await household.start();
  await clock.until("held", () => ma.players()[0]?.available === true, 5_000, 50);
  ma.play(KITCHEN);
  const id = household.players()[0]?.id ?? "";
  const state = () => household.players()[0]?.state;
  const generation = () => household.control.view(id)?.generation;
  await clock.until("the launch", () => desk.started.length === 1 && generation() === 1);
  household.control.report(id, { kind: "fetched", playId: "a" });
  household.control.report(id, { kind: "started", playId: "a", offsetMs: 0 });
  await clock.advance(2_000, 50);
  return { clock, ma, account, desk, household, streams, id, state, generation };
}

afterEach(async () => {
  for (const { clock, ma, household } of houses.splice(0)) {
    const stopped = household.stop();
    await clock.advance(1_500, 500);
    await stopped;
    await ma.stop();
    expect(clock.pending).toBe(0);
  }
});

describe.each(VERSIONS)("with the traffic of aiosendspin %s", (version) => {
  it("a skip and a seek are new generations without any call to Amazon", async () => {
    const { clock, ma, account, desk, state, generation } = await playing(version);
    ma.next(KITCHEN);
    await clock.until("the skip", () => generation() === 2);
    await clock.advance(2_000, 50);
    ma.seek(KITCHEN, 3_000);
    await clock.until("the seek", () => generation() === 3);
    await clock.advance(2_000, 50);
    expect([account.done, desk.started.length, state(), generation()]).toEqual([[], 1, "playing", 3]);
  });

  it("a pause silences and stops the Echo, a resume launches it again", async () => {
    const { clock, ma, account, desk, streams, state } = await playing(version);
    ma.pause(KITCHEN);
    await clock.until("the pause", () => state() === "paused", 2_000, 50);
    await settle();
    expect([streams.silenced.length, account.done.length]).toEqual([1, 1]);
    ma.resume(KITCHEN);
    await clock.until("the resume", () => desk.started.length === 2, 3_000, 50);
    expect(state()).toBe("launching");
  });

  it("a pause said to the Echo reaches Music Assistant and needs no call to Amazon", async () => {
    const { clock, ma, account, household, id, state } = await playing(version);
    household.control.wish(id, "pause");
    await clock.until("Music Assistant's pause", () => ma.players()[0]?.state !== "playing", 3_000, 50);
    await clock.advance(3_000, 50);
    expect([account.done, state()]).toEqual([[], "paused"]);
  });

  it("the end of the queue is played out", async () => {
    const { clock, ma, account, streams, state } = await playing(version);
    const last = ma.tunes.at(-1);
    if (last === undefined) throw new Error("The simulator has no tunes");
    ma.play(KITCHEN, [last.id]);
    await clock.advance(2_000, 50);
    ma.seek(KITCHEN, last.durationMs - 15_000);
    await clock.advance(18_000, 100);
    expect([account.done, streams.silenced, state()]).toEqual([[], [], "playing"]);
  });

  it("Music Assistant gone for good silences the Echo within fifteen seconds, and the next play plays", async () => {
    const { clock, ma, account, desk, streams, id, state } = await playing(version);
    await ma.stop();
    await clock.advance(15_000, 100);
    expect([streams.silenced, account.done.length, state()]).toEqual([[id], 1, "idle"]);
    await ma.start();
    await clock.until("held again", () => ma.players()[0]?.available === true, 40_000, 100);
    ma.play(KITCHEN);
    await clock.until("the launch", () => desk.started.length === 2, 5_000, 50);
  });
});
