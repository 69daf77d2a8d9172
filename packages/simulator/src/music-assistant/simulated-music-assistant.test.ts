import { afterEach, describe, expect, test } from "vitest";
import { SAMPLE_RATE_HZ } from "./synthesis.js";
import { BareClient } from "./testing/bare-client.js";
import { Scene } from "./testing/scene.js";

let scene: Scene | undefined;

async function open(...args: Parameters<typeof Scene.open>): Promise<Scene> {
  scene = await Scene.open(...args);
  return scene;
}

afterEach(async () => {
  await scene?.end();
  expect(scene?.clock.pending ?? 0).toBe(0);
  scene = undefined;
});

describe("volume, membership, announcement", () => {
  test("volume and mute become true with the client's echo", async () => {
    const { clock, ma, player } = await open();
    ma.setVolume(player, 62);
    expect(ma.players()[0]?.volume).toBe(35);
    await clock.advance(50);
    expect(ma.players()[0]).toMatchObject({ volume: 62, muted: false });
    ma.setMuted(player, true);
    await clock.advance(50);
    expect(ma.players()[0]).toMatchObject({ volume: 62, muted: true });
  });

  test("an announcement stops the music, speaks at its own volume, and the music goes on", async () => {
    const { clock, ma, player, client } = await open({}, { leadMs: 250 });
    ma.play(player, ["ode-to-joy"]);
    await clock.advance(5_000, 25);
    scene?.words();
    ma.announce(player, 60);
    await clock.advance(9_000, 25);
    const words = (scene?.words() ?? []).filter((word) => !word.startsWith("metadata") && word !== "controller");
    expect(words.slice(0, 2).sort()).toEqual(["group stopped", "stream/end"]);
    expect(words.slice(2)).toEqual([
      "command volume",
      "group playing",
      "stream/start",
      "stream/end",
      "group stopped",
      "command volume",
      "group playing",
      "stream/start",
    ]);
    expect(ma.players()[0]).toMatchObject({ volume: 35, state: "playing", tune: { id: "ode-to-joy" } });
    expect(client.closedWith).toBeUndefined();
  });

  test("foreign playback stops the music, and play works while it lasts", async () => {
    const { clock, ma, player, client } = await open();
    ma.play(player, ["ode-to-joy"]);
    await clock.advance(3_000, 25);
    client.state("external_source");
    await clock.advance(1_000, 25);
    expect(ma.players()[0]).toMatchObject({ state: "paused", available: true });
    scene?.words();
    ma.resume(player);
    await clock.advance(1_000, 25);
    expect(scene?.words()).toContain("stream/start");
  });

  test("a second socket of the same client closes the first with 1000", async () => {
    const { clock, ma, client } = await open();
    const second = new BareClient(ma, clock);
    await second.hello();
    second.state();
    await clock.until("closed", () => client.closedWith !== undefined);
    expect(client.closedWith).toBe(1_000);
    await clock.until("registered", () => ma.players()[0]?.available === true, 100);
    expect(ma.players()).toHaveLength(1);
  });

  test("a lost player is told the bare list in a new group, and is back after it connects anew", async () => {
    const { clock, ma, player, client } = await open();
    scene?.words();
    ma.lose(player);
    await clock.advance(10);
    expect(scene?.words()).toEqual(["group stopped", "controller"]);
    expect(() => {
      ma.play(player);
    }).toThrow("not available");
    client.say({ type: "client/goodbye", payload: { reason: "restart" } });
    await clock.until("closed", () => client.closedWith === 1_000);
    const again = new BareClient(ma, clock);
    await again.hello();
    again.state();
    await clock.until("registered", () => ma.players()[0]?.available === true, 100);
  });
});

describe("gone and back", () => {
  test("stop drops everyone and refuses, start is back on the same port with nothing playing", async () => {
    const { clock, ma, player, client } = await open();
    ma.play(player, ["ode-to-joy"]);
    await clock.advance(5_000, 25);
    const { url } = ma;
    await ma.stop();
    await clock.until("dropped", () => client.closedWith !== undefined);
    expect(client.closedWith).toBe(1_006);
    expect(clock.pending).toBe(0);
    const refused = new BareClient(ma, clock);
    await expect(refused.hello()).rejects.toThrow("ECONNREFUSED");
    await ma.start();
    expect(ma.url).toBe(url);
    expect(ma.players()[0]).toMatchObject({ available: false, state: "paused", tune: { id: "ode-to-joy" } });
    const again = new BareClient(ma, clock);
    await again.hello();
    again.state();
    await clock.until("registered", () => ma.players()[0]?.available === true, 100);
    ma.resume(player);
    await clock.until("audio", () => again.arrivals.some((one) => one.audio !== undefined));
  });

  test("dropped connections stop the music and leave the port open", async () => {
    const { clock, ma, player, client } = await open();
    ma.play(player, ["ode-to-joy"]);
    await clock.advance(3_000, 25);
    ma.dropConnections();
    await clock.until("dropped", () => client.closedWith === 1_006);
    const again = new BareClient(ma, clock);
    await again.hello();
    again.state();
    await clock.until("registered", () => ma.players()[0]?.available === true, 100);
    expect(ma.players()[0]?.state).toBe("paused");
  });
});

describe("nonsense", () => {
  test.each([
    ["2.0.0", undefined],
    ["4.3.0", 1_000],
    ["6.1.1", 1_000],
  ] as const)("malformed text closes %s with %s", async (profile, code) => {
    for (const text of ["hello?", '{"type":"client/time"}', '{"type":"client/bogus","payload":{}}']) {
      const { clock, client } = await open({ profile });
      client.raw(text);
      await clock.advance(100);
      expect(client.closedWith).toBe(code);
      await scene?.end();
    }
  });

  test.each([
    ["2.0.0", 1_000],
    ["4.3.0", undefined],
    ["6.1.1", undefined],
  ] as const)("a client that never tells its state: %s closes with %s", async (profile, code) => {
    const { clock, ma } = await open({ profile });
    const silent = new BareClient(ma, clock, { id: "client-silent" });
    await silent.hello();
    await clock.advance(6_000, 100);
    expect(silent.closedWith).toBe(code);
    expect(ma.players()[1]?.available).toBe(code === undefined);
  });

  test("an unknown player, an unknown tune and an empty queue are named", async () => {
    const { ma, player } = await open();
    expect(() => {
      ma.play("Attic Echo");
    }).toThrow("knows no player Attic Echo");
    expect(() => {
      ma.play(player, ["polka"]);
    }).toThrow("no tune polka");
    expect(() => {
      ma.resume(player);
    }).toThrow("is empty");
  });
});

test("tunes are equal for equal seeds, fractional in truth and whole seconds when told", async () => {
  const { ma } = await open({ seed: 4 });
  expect(ma.tunes).toHaveLength(6);
  for (const tune of ma.tunes) {
    const trueMs = (tune.frames / SAMPLE_RATE_HZ) * 1_000;
    expect(tune.samples()).toHaveLength(2 * tune.frames);
    expect(tune.durationMs % 1_000).toBe(0);
    expect(trueMs - tune.durationMs).toBeGreaterThan(0);
    expect(trueMs - tune.durationMs).toBeLessThan(1_000);
  }
});

test("every change is told to those who look", async () => {
  const { clock, ma, player } = await open();
  const states: string[] = [];
  ma.on("players", ([first]) => {
    if (first !== undefined && states.at(-1) !== first.state) states.push(first.state);
  });
  ma.play(player, ["ode-to-joy"]);
  await clock.advance(500);
  ma.pause(player);
  ma.halt(player);
  expect(states).toEqual(["playing", "paused"]);
});
