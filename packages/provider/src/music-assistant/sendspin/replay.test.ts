import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { parseClientMessage, parseServerMessage, type ClientMessage } from "@ma-alexa/protocol/sendspin";
import { TestClock } from "@ma-alexa/simulator";

import type { Logger } from "../../ports.js";
import { readRecording, recordingsFolder, type RecordedAct, type RecordedChunk } from "../testing/recording.js";
import { ScriptedServer } from "../testing/scripted-server.js";
import { silentLogger } from "../../testing/silent-logger.js";
import { recordedClient } from "../testing/test-client.js";

/** What each scenario comes to, read from the recordings' READMEs and counted in the files. */
const SCENARIOS = [
  // recording, streamStarts, clears, ends, chunks, the server's commands
  ["sendspin/aiosendspin-2.0.0-plaintext-pcm.jsonl", 5, 0, 5, 1_480, ["volume", "mute", "mute"]],
  ["sendspin/aiosendspin-2.0.0-plaintext-flac.jsonl", 5, 0, 5, 389, ["volume", "mute", "mute"]],
  ["sendspin/aiosendspin-4.3.0-plaintext-pcm.jsonl", 6, 1, 5, 6_944, ["volume", "mute", "mute"]],
  ["sendspin/aiosendspin-4.3.0-plaintext-flac.jsonl", 6, 1, 5, 1_803, ["volume", "mute", "mute"]],
  ["sendspin/aiosendspin-6.1.1-plaintext-pcm.jsonl", 6, 2, 6, 7_995, ["volume", "mute", "mute", "delay", "delay"]],
  ["sendspin/aiosendspin-6.1.1-plaintext-flac.jsonl", 6, 2, 6, 2_080, ["volume", "mute", "mute", "delay", "delay"]],
  ["sendspin/aiosendspin-9.1.1-plaintext-pcm.jsonl", 6, 2, 6, 7_999, ["volume", "mute", "mute", "delay", "delay"]],
  ["sendspin/aiosendspin-9.1.1-plaintext-flac.jsonl", 6, 2, 6, 2_080, ["volume", "mute", "mute", "delay", "delay"]],
  ["sendspin/aiosendspin-10.2.1-plaintext-pcm.jsonl", 6, 2, 6, 7_994, ["volume", "mute", "mute", "delay", "delay"]],
  ["sendspin/aiosendspin-10.2.1-plaintext-flac.jsonl", 6, 2, 6, 2_080, ["volume", "mute", "mute", "delay", "delay"]],
  ["music-assistant/sendspin-pcm-aiosendspin-4.3.0.jsonl", 7, 0, 7, 10_752, ["volume", "mute", "mute"]],
  ["music-assistant/session-schema-29.jsonl", 6, 0, 6, 1_909, ["volume", "volume", "volume"]],
  ["music-assistant/queue-end-schema-29.jsonl", 4, 0, 4, 4_223, []],
] as const;

const EDGE_CASES = ["2.0.0", "4.3.0", "6.1.1", "9.1.1", "10.2.1"].map(
  (version) => `sendspin/aiosendspin-${version}-plaintext-edge-cases.jsonl`,
);

/** Time goes on in steps of this, so a time answer seems up to this late, and the clock up to half of it off. */
const STEP_MS = 80;
/** What feeding an Echo needs (Sendspin reference 1.4). */
const NEEDED_PRECISION_MS = 50;

const folder = recordingsFolder();
const why = folder === undefined ? " (skipped: the recordings are not on this machine)" : "";

describe.skipIf(folder === undefined)(`the recordings of real servers, said again to the client${why}`, () => {
  let clock: TestClock;
  let server: ScriptedServer;
  let warnings: string[];
  let echo: ReturnType<typeof recordedClient>;
  let aheadErrors: number[];

  beforeEach(async () => {
    clock = new TestClock();
    server = await ScriptedServer.open(clock);
    warnings = [];
    aheadErrors = [];
    const logger: Logger = { ...silentLogger, child: () => logger, warn: (_fields, text) => warnings.push(text) };
    echo = recordedClient({ address: server.url, clock, logger });
    echo.client.report({ volume: 35 });
    echo.client.start();
    await clock.until("a hello", () => server.heardTypes.length === 1);
    warnings = [];
  });

  afterEach(async () => {
    const stopped = echo.client.stop();
    await clock.advance(1_000, 500);
    await stopped;
    await server.stop();
  });

  test.each(SCENARIOS)("%s", async (name, starts, clears, ends, chunks, commands) => {
    const acts = readRecording(join(folder ?? "", name));
    echo.client.report({ volume: firstReport(acts) });
    await replay(acts);
    expect({
      starts: echo.all("streamStart").length,
      clears: echo.all("streamClear").length,
      ends: echo.all("streamEnd").length,
      chunks: echo.all("audio").length,
      commands: echo.all("command").map(({ kind }) => kind),
    }).toEqual({ starts, clears, ends, chunks, commands });
    expect(echo.all("audio").map(({ timestampUs }) => timestampUs)).toEqual(
      acts.flatMap((act) => (act.kind === "audio" ? act.chunks.map(({ timestampUs }) => timestampUs) : [])),
    );
    expect(echo.all("link").some(({ kind }) => kind === "playable")).toBe(true);
    expect(echo.all("hello")[0]?.sendsStateBeforeHello).toBe(!name.includes("sendspin/") || name.includes("-4.3.0"));
    expect(said(server.heard)).toEqual(said(clientMessages(acts)));
    expect(Math.max(0, ...aheadErrors)).toBeLessThan(NEEDED_PRECISION_MS);
    expect(warnings.filter((text) => text.includes("malformed"))).toEqual([]);
  });

  test.each(EDGE_CASES)("%s holds nothing that the client cannot read", async (name) => {
    for (const act of readRecording(join(folder ?? "", name)))
      if (act.from === "server" && act.kind === "text") server.sayText(act.text);
    await server.roundTrip();
    expect(warnings.filter((text) => text.includes("malformed"))).toEqual([]);
    expect(server.connections).toBe(1);
  });

  /** Both sides do again what they did, each at its time on the test's clock. */
  async function replay(acts: readonly RecordedAct[]): Promise<void> {
    const startMs = clock.now();
    synchronize(acts, startMs);
    for (const act of acts) {
      await clock.advance(startMs + act.atMs - clock.now(), STEP_MS);
      if (act.from === "client") ourTurn(parseClientMessage(act.text));
      else await serversTurn(act);
    }
    await clock.until("the end", () => echo.client.link.kind === "offline");
  }

  /** Lets the server answer `client/time` with the clock that the recording's timestamps belong to. */
  function synchronize(acts: readonly RecordedAct[], startMs: number): void {
    for (const act of acts) {
      if (act.from !== "server" || act.kind !== "text") continue;
      const message = parseServerMessage(act.text);
      if (message.type !== "server/time") continue;
      const zeroUs = message.payload.server_transmitted - act.atMs * 1_000;
      server.serverNowUs = () => Math.round(zeroUs + (clock.now() - startMs) * 1_000);
      return;
    }
  }

  async function serversTurn(act: RecordedAct & { from: "server" }): Promise<void> {
    if (act.kind === "close") server.drop(act.code);
    else if (act.kind === "text") await saidByServer(act.text);
    else await played(act.chunks, act.aheadMs);
  }

  async function saidByServer(text: string): Promise<void> {
    const { type } = parseServerMessage(text);
    if (type === "server/time") return;
    server.sayText(text);
    await server.roundTrip();
  }

  async function played(chunks: readonly RecordedChunk[], recordedAheadMs: number | undefined): Promise<void> {
    for (const chunk of chunks) server.sayAudio(chunk.timestampUs, new Uint8Array(chunk.bytes));
    await server.roundTrip();
    const aheadMs = ((chunks[0]?.timestampUs ?? 0) - (echo.client.serverNowUs() ?? 0)) / 1_000;
    if (recordedAheadMs !== undefined) aheadErrors.push(Math.abs(aheadMs - recordedAheadMs));
  }

  /** What the recorded client did of its own accord; what it only echoed, ours has said already. */
  function ourTurn(message: ClientMessage): void {
    if (message.type === "client/state") {
      const { volume, muted } = message.payload.player ?? {};
      echo.client.report({
        external: message.payload.state === "external_source",
        ...(volume === undefined ? {} : { volume }),
        ...(muted === undefined ? {} : { muted }),
      });
    } else if (message.type === "client/command" && message.payload.controller !== undefined) {
      expect(echo.client.command(message.payload.controller.command)).toBe(true);
    } else if (message.type === "client/goodbye") {
      void echo.client.stop("shutdown");
    }
  }
});

function clientMessages(acts: readonly RecordedAct[]): ClientMessage[] {
  return acts.flatMap((act) => (act.from === "client" ? [parseClientMessage(act.text)] : []));
}

function firstReport(acts: readonly RecordedAct[]): number {
  for (const message of clientMessages(acts))
    if (message.type === "client/state" && message.payload.player?.volume !== undefined)
      return message.payload.player.volume;
  return 35;
}

/** What a client said, in few words: the order and everything Music Assistant acts on. */
function said(messages: readonly ClientMessage[]): string[] {
  return messages.flatMap((message) => {
    switch (message.type) {
      case "client/state": {
        const { volume, muted } = message.payload.player ?? {};
        return [`${message.payload.state ?? "?"} ${volume ?? "?"} ${muted ?? "?"}`];
      }
      case "client/command":
        return [`command ${message.payload.controller?.command ?? "?"}`];
      case "client/goodbye":
        return [`goodbye ${message.payload.reason}`];
      case "client/hello":
      case "client/time":
      case "stream/request-format":
      case "unknown":
        return [];
    }
  });
}
