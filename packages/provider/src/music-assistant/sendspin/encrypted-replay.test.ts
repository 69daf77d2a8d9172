import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { TestClock } from "@ma-alexa/simulator";

import { readNoiseRecording, type NoiseAct } from "../testing/noise-recording.js";
import { NoiseServer, type Said, type Secret } from "../testing/noise-server.js";
import { recordingsFolder } from "../testing/recording.js";
import { encrypting, recordedClient } from "../testing/test-client.js";

import type { SocketListener } from "./socket.js";

const folder = recordingsFolder();
const why = folder === undefined ? " (skipped: the recordings are not on this machine)" : "";
const recording = (name: string, of = {}): NoiseAct[] => readNoiseRecording(join(folder ?? "", "sendspin", name), of);

/**
 * What a scenario leaves behind, read from the recordings' README. Two recordings of other clients are left out: one that greets a
 * server of E10 in E9, which ours never does, and one that hangs up on a server of E9, with which ours goes on.
 */
interface Left {
  /** The secrets of its handshakes, in order. */
  readonly secrets: readonly Secret[];
  readonly starts: number;
  readonly clears: number;
  readonly ends: number;
  readonly commands: number;
  /** How far the link came. */
  readonly came: "connected" | "playable";
  readonly paired?: boolean;
  /** A word of the sentence that a person reads, before the farewell. */
  readonly reason?: string;
}

const PLAYED: Left = { secrets: ["sentinel"], starts: 4, clears: 2, ends: 4, commands: 5, came: "playable" };
const PAIRED: readonly Secret[] = ["pairing", "long-term", "pairing", "long-term"];

const SCENARIOS: readonly (readonly [file: string, scenario: string | undefined, dialect: "e9" | "e10", left: Left])[] =
  [
    ["aiosendspin-9.1.1-noise-transcript.jsonl", undefined, "e9", PLAYED],
    ["aiosendspin-10.2.1-noise-transcript.jsonl", undefined, "e10", { ...PLAYED, clears: 3 }],
    ...(["9.1.1", "10.2.1"] as const).flatMap((version) => {
      const file = `aiosendspin-${version}-noise-scenarios.jsonl`;
      const dialect = version === "9.1.1" ? "e9" : "e10";
      const silent = { starts: 0, clears: 0, ends: 0, commands: 0 };
      return [
        [file, "unapproved", dialect, { ...silent, secrets: ["sentinel"], came: "connected", reason: "approve" }],
        [file, "nounpaired", dialect, { ...silent, secrets: ["sentinel"], came: "connected", reason: "approve" }],
        [file, "longterm", dialect, { ...PLAYED, starts: 1, clears: 0, ends: 1, secrets: ["long-term"], paired: true }],
        [
          file,
          "pairing",
          dialect,
          { ...silent, secrets: PAIRED, starts: 1, ends: dialect === "e9" ? 2 : 1, came: "connected", paired: true },
        ],
      ] as const;
    }),
    [
      "aiosendspin-10.2.1-noise-scenarios.jsonl",
      "mismatch",
      "e10",
      { secrets: ["lost"], starts: 0, clears: 0, ends: 0, commands: 0, came: "connected", reason: "pair it again" },
    ],
  ];

describe.skipIf(folder === undefined)(`the recordings of encrypted connections, said again to the client${why}`, () => {
  let clock: TestClock;
  let startMs = 0;
  let server: NoiseServer;
  let echo: ReturnType<typeof recordedClient>;
  const lines: SocketListener[] = [];

  beforeEach(() => {
    clock = new TestClock();
  });

  afterEach(async () => {
    const stopped = echo.client.stop();
    await clock.advance(1_000, 500);
    await stopped;
    expect(clock.pending).toBe(0);
  });

  test.each(SCENARIOS)("%s, %s", async (file, scenario, dialect, left) => {
    const acts = recording(file, scenario === undefined ? {} : { scenario });
    await connect(dialect, acts, left.secrets[0] === "long-term");
    const reasons: (string | undefined)[] = [];
    const links: string[] = [];
    const secrets = [...left.secrets];
    for (const act of acts) {
      await clock.advance(Math.max(0, act.atMs - clock.now() + startMs), 80);
      if (act.from === "server") serversTurn(act, secrets);
      else if (act.kind === "message") ourTurn(act);
      reasons.push(echo.client.link.reason);
      links.push(echo.client.link.kind);
    }
    await clock.advance(20, 10);
    expect({
      starts: echo.all("streamStart").length,
      clears: echo.all("streamClear").length,
      ends: echo.all("streamEnd").length,
      commands: echo.all("command").length,
    }).toEqual({ starts: left.starts, clears: left.clears, ends: left.ends, commands: left.commands });
    expect(echo.all("audio").map(({ timestampUs }) => timestampUs)).toEqual(
      acts.flatMap((act) => (act.kind === "audio" ? act.chunks : [])),
    );
    expect(links).toContain(left.came);
    if (left.came === "connected") expect(links).not.toContain("playable");
    if (left.reason !== undefined) expect(reasons.some((reason) => reason?.includes(left.reason ?? ""))).toBe(true);
    if (left.paired === true) expect(echo.all("security").some(({ paired }) => paired)).toBe(true);
    expect(said(server.heard)).toEqual(said(acts.filter(isClients)));
  });

  async function connect(dialect: "e9" | "e10", acts: readonly NoiseAct[], isPaired: boolean): Promise<void> {
    const secrets = await encrypting(clock);
    const { credentials } = secrets.encryption;
    const longTermPsk = Buffer.alloc(32, 9);
    const nowUs = clockOf(acts);
    lines.length = 0;
    const openSocket = (_url: string, client: SocketListener): NoiseServer => {
      server = new NoiseServer({ dialect, client, pairingPsk: credentials.pairingPsk, longTermPsk, nowUs });
      if (isPaired) credentials.pair(server.serverId, longTermPsk);
      lines.push(client);
      return server;
    };
    echo = recordedClient({ address: "ws://recorded", clock, openSocket, ...secrets });
    echo.client.report({ volume: 35, requiredLeadTimeMs: 2_000 });
    echo.client.start();
    await clock.until("it dials", () => lines.length > 0);
    startMs = clock.now();
    lines[0]?.opened();
  }

  /** The clock that the recording's timestamps belong to. */
  function clockOf(acts: readonly NoiseAct[]): () => number {
    const told = acts.find((act) => act.kind === "message" && act.type === "server/time");
    const us = told?.kind === "message" ? Number(told.payload["server_transmitted"]) : 0;
    return () => Math.round(us + (clock.now() - startMs - (told?.atMs ?? 0)) * 1_000);
  }

  function serversTurn(act: NoiseAct, secrets: Secret[]): void {
    if (act.kind === "close") server.drop();
    else if (act.kind === "audio") for (const timestampUs of act.chunks) server.sayAudio(timestampUs);
    else if (act.type === "server/init") server.init();
    else if (act.type === "noise/handshake") server.shake(secrets.shift() ?? "lost");
    else if (act.type !== "server/time") server.say({ type: act.type, payload: act.payload });
  }

  /** What the recorded client did of its own accord; the rest ours does by itself. */
  function ourTurn({ type, payload }: Extract<NoiseAct, { kind: "message" }>): void {
    const { available, player, controller } = payload as {
      available?: boolean;
      player?: unknown;
      controller?: { command: string };
    };
    if (type === "client/goodbye" && payload["reason"] === "shutdown") void echo.client.stop("shutdown");
    if (type === "client/state" && player === undefined) echo.client.report({ external: available === false });
    if (type === "client/command") expect(echo.client.command(controller?.command ?? "")).toBe(true);
    if (type === "client/leave") expect(echo.client.leaveGroup()).toBe(true);
  }
});

const isClients = (act: NoiseAct): act is Extract<NoiseAct, { kind: "message" }> =>
  act.from === "client" && act.kind === "message";

/**
 * What a client said, in few words: the order and everything a server acts on. That it is not ready before it knows the server's clock
 * depends on how quickly the server says it, which is at once here.
 */
function said(messages: readonly Said[]): string[] {
  let volume = 0;
  return messages.flatMap(({ type, payload }) => {
    const { available, player, reason } = payload as {
      available?: boolean;
      reason?: string;
      player?: { volume: number };
    };
    volume = player?.volume ?? volume;
    if (type === "client/time" || type === "client/init" || available === false) return [];
    if (type === "client/state") return [`state at ${volume}`];
    return [reason === undefined ? type : `${type} ${reason}`];
  });
}
