import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TestClock } from "@ma-alexa/simulator";
import type { Player, SetUp } from "@ma-alexa/protocol/admin";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLogger } from "../logging/logger.js";
import { ActivityLog } from "./activity-log.js";
import { AdminServer, type AdminServerOptions } from "./admin-server.js";

const KITCHEN: Player = {
  id: "kitchen",
  name: "Kitchen",
  kind: "speaker",
  online: true,
  exposed: true,
  playable: true,
  state: "playing",
  volume: 35,
  muted: false,
};

const SET_UP: SetUp = { steps: [{ id: "amazon", state: "done" }] };

const clock = new TestClock();
const activity = new ActivityLog();
let folder: string;
let server: AdminServer | undefined;
let changed: () => void = () => undefined;
let players: Player[] = [KITCHEN];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ma-alexa-"));
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>ma-alexa</title>");
  players = [KITCHEN];
});
afterEach(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});

function start(options: Partial<AdminServerOptions> = {}): Promise<string> {
  server = new AdminServer({
    host: "127.0.0.1",
    port: 0,
    dashboardFolder: folder,
    clock,
    logger: createLogger({ level: "silent" }),
    musicAssistant: {
      shown: () => ({ state: "off" }),
      connect: () => Promise.resolve(),
      disconnect: () => Promise.resolve(),
      follow: () => () => undefined,
    },
    household: {
      version: "0.1.0",
      activity,
      lamps: () => [{ name: "Amazon", lit: true }],
      players: () => ({ players, others: [] }),
      setUp: () => SET_UP,
      checkSetUp: () => Promise.resolve(SET_UP),
      followPlayers: (listener) => {
        changed = listener;
        return () => undefined;
      },
    },
    settings: {
      read: () => undefined,
      whyNotPlayable: () => undefined,
      change: () => Promise.resolve(undefined),
      pairingToken: () => undefined,
    },
    ...options,
  });
  return server.start();
}

/** GET with a Host header of its own, which fetch does not allow. */
function getAs(address: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(address, { headers: { host } }, (response: IncomingMessage) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

describe("AdminServer", () => {
  it("answers the players as they are", async () => {
    const address = await start();
    expect(await (await fetch(`${address}/api/players`)).json()).toEqual({ players: [KITCHEN], others: [] });
  });

  it("serves the dashboard under a strict policy", async () => {
    const response = await fetch(await start());
    expect([await response.text(), response.headers.get("content-security-policy")]).toEqual([
      expect.stringContaining("ma-alexa"),
      expect.stringContaining("default-src 'self'"),
    ]);
  });

  it("refuses a foreign Host header on loopback, which a page of another site would send", async () => {
    const address = await start();
    expect([
      await getAs(`${address}/api/players`, "evil.example"),
      await getAs(`${address}/api/players`, "localhost"),
    ]).toEqual([403, 200]);
  });

  it("asks for the password when there is one, and for nothing else than the password", async () => {
    const address = await start({ password: "correct horse" });
    const locked = await fetch(`${address}/api/players`);
    const wrong = await post(`${address}/api/session`, { password: "wrong horse" });
    const right = await post(`${address}/api/session`, { password: "correct horse" });
    const cookie = right.headers.get("set-cookie")?.split(";")[0] ?? "";
    const open = await fetch(`${address}/api/players`, { headers: { cookie } });
    expect([locked.status, wrong.status, right.status, open.status]).toEqual([401, 401, 200, 200]);
  });

  it("names the field of a bad request, never its value", async () => {
    const address = await start({ password: "correct horse" });
    const response = await post(`${address}/api/session`, { password: 12_345 });
    expect([response.status, await response.json()]).toEqual([
      400,
      { code: "BAD_REQUEST", message: "password is missing or not usable." },
    ]);
  });

  it("answers what does not exist with a sentence", async () => {
    const response = await fetch(`${await start()}/api/nonsense`);
    expect([response.status, await response.json()]).toEqual([
      404,
      { code: "NOT_FOUND", message: "There is nothing at this address." },
    ]);
  });

  it("has no demo routes without a demo", async () => {
    expect((await fetch(`${await start()}/api/demo/echos`)).status).toBe(404);
  });

  it("tells an open browser the snapshots first, then a burst of changes as one", async () => {
    const address = await start();
    const response = await fetch(`${address}/events`);
    const reader = response.body?.getReader();
    let text = "";
    const read = async (until: RegExp): Promise<void> => {
      while (!until.test(text)) {
        const piece = await reader?.read();
        if (piece?.value === undefined) throw new Error(`The events ended after: ${text}`);
        text += Buffer.from(piece.value).toString();
      }
    };
    await read(/event: players/);
    text = "";
    players = [{ ...KITCHEN, volume: 40 }];
    changed();
    changed();
    clock.tick(60);
    await read(/event: status/);
    await reader?.cancel();
    expect(text.match(/event: players/g)).toHaveLength(1);
    expect(text).toContain('"volume":40');
  });
});

function post(address: string, body: unknown): Promise<Response> {
  return fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}
