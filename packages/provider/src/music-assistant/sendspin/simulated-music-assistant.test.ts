import { afterEach, describe, expect, test } from "vitest";

import {
  createSimulatedMusicAssistant,
  TestClock,
  type ServerVersion,
  type SimulatedMusicAssistant,
} from "@ma-alexa/simulator";

import { encrypting, recordedClient } from "../testing/test-client.js";

const VERSIONS: readonly ServerVersion[] = ["2.0.0", "4.3.0", "6.1.1", "9.1.1", "10.2.1"];
const KITCHEN = "Kitchen Echo";

interface House {
  readonly clock: TestClock;
  readonly ma: SimulatedMusicAssistant;
  readonly kitchen: ReturnType<typeof recordedClient>;
}

const houses: House[] = [];

/** A simulated Music Assistant that holds the kitchen's player. */
async function house(profile: ServerVersion, registrationDelayMs = 300): Promise<House> {
  const clock = new TestClock();
  const ma = await createSimulatedMusicAssistant({ clock, profile, registrationDelayMs });
  const kitchen = recordedClient({ address: ma.url, clock, ...(await encrypting(clock)) });
  houses.push({ clock, ma, kitchen });
  kitchen.client.report({ volume: 35 });
  kitchen.client.start();
  await clock.until("playable", () => kitchen.client.link.kind === "playable", registrationDelayMs + 5_000, 50);
  return { clock, ma, kitchen };
}

afterEach(async () => {
  for (const { clock, ma, kitchen } of houses.splice(0)) {
    const stopped = kitchen.client.stop();
    await clock.advance(1_000, 500);
    await stopped;
    await ma.stop();
  }
});

describe.each(VERSIONS)("with the traffic of aiosendspin %s", (version) => {
  test("a player is played, skipped, paused and resumed", async () => {
    const { clock, ma, kitchen } = await house(version);
    ma.play(KITCHEN);
    await clock.until("audio", () => kitchen.all("audio").length > 0);
    expect(kitchen.all("streamStart")).toEqual([{ codec: "pcm", sampleRateHz: 48_000, channels: 2, bitDepth: 16 }]);
    await clock.until("the group's start", () => kitchen.all("group").at(-1)?.playing === true);
    const firstUs = kitchen.all("audio")[0]?.timestampUs ?? 0;
    expect(firstUs).toBeGreaterThan((kitchen.client.serverNowUs() ?? Infinity) - 1_000_000);

    await clock.advance(2_000, 50);
    expect(kitchen.client.command("next")).toBe(true);
    await clock.until("the skip", () => kitchen.all("streamStart").length === 2);
    expect(kitchen.all("streamEnd")).toHaveLength(1);

    await clock.advance(2_000, 50);
    expect(kitchen.client.command("pause")).toBe(true);
    await clock.until("the pause", () => kitchen.all("streamEnd").length === 2);
    await clock.until("the group's stop", () => kitchen.all("group").at(-1)?.playing === false);
    expect(kitchen.client.command("play")).toBe(true);
    await clock.until("the resume", () => kitchen.all("streamStart").length === 3);
    expect(kitchen.all("metadata").at(-1)?.title).toBe(ma.tunes[1]?.title);
    expect(kitchen.client.link.kind).toBe("playable");
  });

  test("volume and mute go both ways", async () => {
    const { clock, ma, kitchen } = await house(version);
    ma.setVolume(KITCHEN, 50);
    ma.setMuted(KITCHEN, true);
    await clock.until("the echo", () => ma.players()[0]?.muted === true);
    expect(kitchen.all("command")).toEqual([
      { kind: "volume", volume: 50 },
      { kind: "mute", muted: true },
    ]);
    kitchen.client.report({ volume: 12, muted: false });
    await clock.until("the report", () => ma.players()[0]?.volume === 12);
    expect(ma.players()[0]).toMatchObject({ volume: 12, muted: false });
  });

  test("a server that loses the player has it back a few seconds later", async () => {
    const { clock, ma, kitchen } = await house(version);
    ma.lose(KITCHEN);
    await clock.until("the loss", () => kitchen.client.link.kind === "connected");
    await clock.until("the return", () => kitchen.client.link.kind === "playable", 7_000, 50);
    ma.play(KITCHEN);
    await clock.until("audio", () => kitchen.all("audio").length > 0);
  });

  test("a server that is gone for 20 s has the player back within 5 s", async () => {
    const { clock, ma, kitchen } = await house(version);
    await ma.stop();
    await clock.advance(20_000, 250);
    expect(kitchen.client.link.kind).toBe("offline");
    await ma.start();
    await clock.until("the return", () => kitchen.client.link.kind === "playable", 5_000, 50);
  });
});

test.each([
  ["2.0.0", "plaintext", 3_000],
  ["4.3.0", "plaintext", 0],
  ["6.1.1", "plaintext", 0],
  ["9.1.1", "e9", 0],
  ["10.2.1", "e10", 0],
] as const)(
  "a client that encrypts finds out that %s speaks %s, after %i ms of silence",
  async (version, dialect, ms) => {
    const { clock, kitchen } = await house(version, 50);
    expect(kitchen.client.security).toEqual({
      dialect,
      encrypted: dialect !== "plaintext",
      paired: false,
      needsApproval: false,
    });
    expect(clock.now()).toBeGreaterThanOrEqual(ms);
    if (ms === 0) expect(clock.now()).toBeLessThan(2_500);
  },
);

test("a first registration may take its ten seconds", async () => {
  const { kitchen } = await house("4.3.0", 10_050);
  expect(kitchen.all("link").map(({ kind }) => kind)).toEqual([
    "connecting",
    "handshake",
    // It hangs up on one that asks for encryption, and is dialled again at once.
    "connecting",
    "handshake",
    "connected",
    "playable",
  ]);
});
