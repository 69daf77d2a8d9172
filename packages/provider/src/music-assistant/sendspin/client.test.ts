import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { TestClock } from "@ma-alexa/simulator";

import type { Logger } from "../../ports.js";
import { BARE, HELD, ScriptedServer } from "../testing/scripted-server.js";
import { silentLogger } from "../../testing/silent-logger.js";
import { recordedClient } from "../testing/test-client.js";

let clock: TestClock;
let server: ScriptedServer;
let kitchen: ReturnType<typeof recordedClient>;

beforeEach(async () => {
  clock = new TestClock();
  server = await ScriptedServer.open(clock);
  kitchen = recordedClient({ address: server.url, clock });
});

afterEach(async () => {
  const stopped = kitchen.client.stop();
  await clock.advance(1_000, 500);
  await stopped;
  await server.stop();
  expect(clock.pending).toBe(0);
});

/** Up to the moment in which the server has heard the hello. */
async function untilHello(): Promise<void> {
  const connections = server.connections;
  kitchen.client.start();
  await clock.until("a hello", () => server.connections > connections && server.heardTypes.at(-1) === "client/hello");
}

async function untilPlayable(): Promise<void> {
  await untilHello();
  server.greet();
  server.list(HELD);
  await clock.until("playable", () => kitchen.client.link.kind === "playable");
  await server.roundTrip();
}

/** Waits for the next connection of a running client and lets it become playable again. */
async function untilBack(withinMs: number, commands = HELD): Promise<void> {
  const hellos = server.heardTypes.filter((type) => type === "client/hello").length;
  const back = (): boolean => server.heardTypes.filter((type) => type === "client/hello").length > hellos;
  await clock.until("a new hello", back, withinMs, 100);
  server.greet();
  server.list(commands);
  await server.roundTrip();
}

describe("the greeting", () => {
  test("offers one format, three roles and volume and mute, and nothing else is said before the server's", async () => {
    await untilHello();
    await clock.advance(2_000);
    expect(server.heard).toEqual([
      {
        type: "client/hello",
        payload: {
          client_id: "px15BnbI8bt2A9uI18EktvHg6L1CV8vhFY_qYv8yU1s",
          name: "Kitchen Echo",
          version: 1,
          device_info: { product_name: "Echo Dot (4th gen)", manufacturer: "Amazon", software_version: "0.1.0" },
          supported_roles: ["player@v1", "controller@v1", "metadata@v1"],
          "player@v1_support": {
            supported_formats: [{ codec: "pcm", channels: 2, sample_rate: 48_000, bit_depth: 16 }],
            buffer_capacity: 1_920_000,
            supported_commands: ["volume", "mute"],
          },
        },
      },
    ]);
    expect(server.timesAsked).toBe(0);
  });

  test("is followed by the full state at once", async () => {
    kitchen.client.report({ volume: 35, requiredLeadTimeMs: 1_500, minBufferMs: 3_000 });
    await untilHello();
    server.greet();
    await server.roundTrip();
    expect(server.heard.slice(1)).toEqual([
      {
        type: "client/state",
        payload: {
          state: "synchronized",
          available: true,
          player: {
            volume: 35,
            muted: false,
            static_delay_ms: 0,
            required_lead_time_ms: 1_500,
            min_buffer_ms: 1_500,
            supported_commands: ["set_static_delay"],
          },
        },
      },
    ]);
    expect(kitchen.all("hello")).toEqual([
      { serverName: "Music Assistant", serverId: "server-1", sendsStateBeforeHello: false },
    ]);
  });

  test("may be preceded by state and group, as aiosendspin 4.3.0 does", async () => {
    await untilHello();
    server.list(HELD);
    server.say({ type: "group/update", payload: { playback_state: "stopped", group_id: "g" } });
    server.greet();
    await clock.until("playable", () => kitchen.client.link.kind === "playable");
    expect(kitchen.all("hello")[0]?.sendsStateBeforeHello).toBe(true);
    expect(kitchen.all("group")).toEqual([{ playing: false }]);
  });
});

describe("the clock of the server", () => {
  test("is asked for every 0.2 s until the answers agree, then every 3 s", async () => {
    await untilPlayable();
    await clock.advance(1_000);
    expect(server.timesAsked).toBe(4);
    await clock.advance(9_000, 100);
    expect(server.timesAsked).toBe(7);
    expect(Math.abs((kitchen.client.serverNowUs() ?? 0) - server.serverNowUs())).toBeLessThan(20_000);
  });

  test("is unknown before the first answer", () => {
    expect(kitchen.client.serverNowUs()).toBeUndefined();
  });
});

describe("a report", () => {
  test("sends the full state, and nothing when nothing changed", async () => {
    await untilPlayable();
    server.heard.length = 0;
    kitchen.client.report({ volume: 41.6 });
    kitchen.client.report({ volume: 42 });
    kitchen.client.report({ external: true });
    await server.roundTrip();
    expect(server.heard).toMatchObject([
      { payload: { state: "synchronized", available: true, player: { volume: 42, required_lead_time_ms: 2_000 } } },
      { payload: { state: "external_source", available: false, player: { volume: 42 } } },
    ]);
  });

  test.each([
    ["volume", { command: "volume", volume: 30 } as const, { volume: 30 }, { kind: "volume", volume: 30 }],
    ["mute", { command: "mute", mute: true } as const, { muted: true }, { kind: "mute", muted: true }],
    [
      "delay",
      { command: "set_static_delay", static_delay_ms: 500 } as const,
      { static_delay_ms: 500 },
      { kind: "delay", delayMs: 500 },
    ],
  ])("echoes the server's %s, even when it changes nothing", async (_name, player, echoed, told) => {
    await untilPlayable();
    server.heard.length = 0;
    server.say({ type: "server/command", payload: { player } });
    await server.roundTrip();
    expect(server.heard).toMatchObject([{ type: "client/state", payload: { player: echoed } }]);
    expect(kitchen.all("command")).toEqual([told]);
  });
});

describe("a controller command", () => {
  test("goes out when the server has listed it, with what it needs", async () => {
    await untilPlayable();
    server.heard.length = 0;
    server.list([...HELD, "seek", "teleport"]);
    await server.roundTrip();
    expect(kitchen.client.command("next")).toBe(true);
    expect(kitchen.client.command("seek", { positionMs: 30_000.4 })).toBe(true);
    expect(kitchen.client.command("shuffle")).toBe(false);
    expect(kitchen.client.command("teleport")).toBe(false);
    await server.roundTrip();
    expect(server.heard.map((message) => message.type === "client/command" && message.payload.controller)).toEqual([
      { command: "next" },
      { command: "seek", position_ms: 30_000 },
    ]);
  });

  test("without what it needs is our own mistake", async () => {
    await untilPlayable();
    server.list([...HELD, "seek"]);
    await server.roundTrip();
    expect(() => kitchen.client.command("seek")).toThrow(/position_ms/);
  });

  test("goes nowhere without a server", () => {
    expect(kitchen.client.command("play")).toBe(false);
  });
});

describe("what the server says", () => {
  test("is passed on in its order", async () => {
    await untilPlayable();
    kitchen.told.length = 0;
    const player = { codec: "pcm", sample_rate: 48_000, channels: 2, bit_depth: 16 } as const;
    server.say({ type: "group/update", payload: { playback_state: "playing" } });
    server.say({ type: "stream/start", payload: { player } });
    server.sayAudio(824_229_720, new Uint8Array([1, 2, 3, 4]));
    server.say({ type: "stream/clear", payload: { roles: ["artwork"] } });
    server.say({ type: "stream/clear", payload: { roles: ["player"] } });
    server.say({ type: "stream/end", payload: {} });
    server.say({ type: "group/update", payload: { playback_state: "stopped" } });
    await server.roundTrip();
    expect(kitchen.told.map(([name]) => name)).toEqual([
      "group",
      "streamStart",
      "audio",
      "streamClear",
      "streamEnd",
      "group",
    ]);
    expect(kitchen.all("streamStart")).toEqual([{ codec: "pcm", sampleRateHz: 48_000, channels: 2, bitDepth: 16 }]);
    const [chunk] = kitchen.all("audio");
    expect(chunk?.timestampUs).toBe(824_229_720);
    expect([...(chunk?.payload ?? [])]).toEqual([1, 2, 3, 4]);
  });

  test("of the track is merged, with repeat and shuffle from either object", async () => {
    await untilPlayable();
    server.say({ type: "server/state", payload: { metadata: { timestamp: 5, title: "Odd 1", artist: "Marks" } } });
    server.say({ type: "server/state", payload: { metadata: { timestamp: 6, title: "Odd 2" } } });
    server.say({ type: "server/state", payload: { controller: { repeat: "all", shuffle: true } } });
    await server.roundTrip();
    expect(kitchen.all("metadata").at(-1)).toEqual({ title: "Odd 2", artist: "Marks", repeat: "all", shuffle: true });
  });

  test("of repeat and shuffle is not undone by a metadata object that clears the track, as aiosendspin 6.1.1 does", async () => {
    await untilPlayable();
    server.say({ type: "server/state", payload: { controller: { repeat: "off", shuffle: false } } });
    server.say({
      type: "server/state",
      payload: { metadata: { timestamp: 5, title: null, repeat: null, shuffle: null } },
    });
    await server.roundTrip();
    expect(kitchen.all("metadata")).toEqual([{ repeat: "off", shuffle: false }]);
  });

  test("is survived when it is malformed, unknown or no message at all, and the log names the place only", async () => {
    const warnings: unknown[] = [];
    const logger: Logger = { ...silentLogger, child: () => logger, warn: (fields) => warnings.push(fields) };
    kitchen = recordedClient({ address: server.url, clock, logger });
    await untilPlayable();
    server.sayText("{");
    server.sayText('{"type":"server/command","payload":{"player":{"command":"volume","volume":"secret"}}}');
    server.sayText('{"type":"party/confetti","payload":{}}');
    server.sayText('{"type":"server/command","payload":{"player":{"command":"dance"}}}');
    server.list(HELD, 44);
    await server.roundTrip();
    expect(warnings).toEqual([
      { what: "A Sendspin message", path: "" },
      { what: "server/command", path: "player.volume" },
    ]);
    expect(kitchen.all("controller").at(-1)?.volume).toBe(44);
    expect(kitchen.client.link.kind).toBe("playable");
  });
});

describe("a connection that ends", () => {
  test("by stop says goodbye with the reason, and nothing is told afterwards", async () => {
    await untilPlayable();
    const stopped = kitchen.client.stop("user_request");
    await clock.until("the goodbye", () => server.closeCodes.length === 1);
    await stopped;
    expect(server.heard.at(-1)).toEqual({ type: "client/goodbye", payload: { reason: "user_request" } });
    expect(kitchen.client.link.kind).toBe("offline");
    kitchen.told.length = 0;
    await clock.advance(20_000, 500);
    expect(kitchen.told).toEqual([]);
    expect(server.connections).toBe(1);
  });

  test("by a server that vanishes for 20 s is back within 5 s of its return", async () => {
    await untilPlayable();
    await server.stop();
    await clock.advance(20_000, 100);
    expect(kitchen.client.link).toMatchObject({ kind: "offline" });
    expect(kitchen.client.link.reason).toMatch(
      /^Music Assistant at ws:\/\/127\.0\.0\.1:\d+\/sendspin has been unreachable since 2026-01-01 00:00:01 UTC \(the connection was refused\); trying again\.$/,
    );
    await server.resume();
    await untilBack(5_000);
    expect(kitchen.client.link.kind).toBe("playable");
    expect(kitchen.all("link").map(({ kind }) => kind)).toEqual([
      "connecting",
      "handshake",
      "connected",
      "playable",
      "offline",
      "offline",
      "connected",
      "playable",
    ]);
  });

  test("by 90 s of silence is left with a goodbye and begun anew", async () => {
    await untilPlayable();
    server.answersTime = false;
    await untilBack(100_000);
    expect(server.heardTypes).toContain("client/goodbye");
    expect(kitchen.client.link.kind).toBe("playable");
  });

  test("keeps what was reported for the next one", async () => {
    await untilPlayable();
    kitchen.client.report({ volume: 71, muted: true });
    server.drop();
    await untilBack(5_000);
    expect(server.heard.at(-1)).toMatchObject({ payload: { player: { volume: 71, muted: true } } });
  });

  test("never holds two sockets", async () => {
    await untilPlayable();
    const stopped = kitchen.client.stop("restart");
    kitchen.client.start();
    await clock.until("a new connection", () => server.connections === 2);
    expect(server.closeCodes).toHaveLength(1);
    server.greet();
    server.list(HELD);
    await clock.until("playable", () => kitchen.client.link.kind === "playable");
    await stopped;
  });
});

describe("a player that Music Assistant does not hold", () => {
  test("is waited for at its first registration", async () => {
    await untilHello();
    server.greet();
    server.list(BARE);
    await clock.advance(14_000, 100);
    expect(server.connections).toBe(1);
    server.list(HELD);
    await clock.until("playable", () => kitchen.client.link.kind === "playable");
  });

  test("any more says goodbye after 5 s, comes back at most three times, and is then called disabled", async () => {
    await untilPlayable();
    server.list(BARE);
    for (const patienceMs of [5_000, 10_000, 20_000]) await untilBack(patienceMs + 1_000, BARE);
    expect(server.heard.filter((message) => message.type === "client/goodbye")).toEqual(
      Array(3).fill({ type: "client/goodbye", payload: { reason: "restart" } }),
    );
    await clock.advance(300_000, 1_000);
    expect(server.connections).toBe(4);
    expect(kitchen.client.link).toMatchObject({ kind: "connected" });
    expect(kitchen.client.link.reason).toMatch(/disabled in Music Assistant\?/);
    server.list(HELD);
    await clock.until("playable after all", () => kitchen.client.link.kind === "playable");
  });
});

describe("an address", () => {
  test("that is not known yet is asked for until it is", async () => {
    const found: string[] = [];
    kitchen = recordedClient({ address: () => found[0], clock });
    kitchen.client.start();
    await clock.advance(10_000, 100);
    expect(kitchen.client.link).toMatchObject({ kind: "offline" });
    expect(kitchen.client.link.reason).toMatch(/No Music Assistant has been found/);
    found.push(server.url);
    await clock.until("a hello", () => server.connections === 1, 2_500, 100);
  });

  test("that is no WebSocket address is told as such", async () => {
    kitchen = recordedClient({ address: "kitchen", clock });
    kitchen.client.start();
    await clock.until("a reason", () => kitchen.client.link.reason !== undefined);
    expect(kitchen.client.link.reason).toMatch(/this is not a WebSocket address/);
  });
});
