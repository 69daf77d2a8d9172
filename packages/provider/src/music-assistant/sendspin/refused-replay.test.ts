import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { TestClock } from "@ma-alexa/simulator";

import { readNoiseRecording, type NoiseAct } from "../testing/noise-recording.js";
import { recordingsFolder } from "../testing/recording.js";
import { recordedClient } from "../testing/test-client.js";

import type { SocketListener } from "./socket.js";

const folder = recordingsFolder();
const why = folder === undefined ? " (skipped: the recordings are not on this machine)" : "";

const OFF = ["unencrypted clients off, non-compliant clients on", "unencrypted clients off, non-compliant clients off"];
const RECORD = "both on; server holds a pairing record for the client_id of connection A";

describe.skipIf(folder === undefined)(`recorded servers that refuse plaintext, said again to the client${why}`, () => {
  let clock: TestClock;
  let echo: ReturnType<typeof recordedClient>;
  let lines: SocketListener[];
  let heard: string[];

  beforeEach(async () => {
    clock = new TestClock();
    lines = [];
    heard = [];
    const openSocket = (_url: string, listener: SocketListener) => {
      lines.push(listener);
      const close = (): void => {
        queueMicrotask(() => {
          listener.closed("it closed with code 1000");
        });
      };
      const send = (frame: string | Uint8Array): void => void heard.push(String(frame));
      return { send, close, terminate: close };
    };
    echo = recordedClient({ address: "ws://recorded", clock, openSocket });
    echo.client.start();
    await clock.until("it dials", () => lines.length === 1);
    lines[0]?.opened();
  });

  afterEach(async () => {
    const stopped = echo.client.stop();
    await clock.advance(1_000, 500);
    await stopped;
    expect(clock.pending).toBe(0);
  });

  function replay(version: string, scenario: string, connection: string): void {
    const file = join(folder ?? "", "sendspin", `aiosendspin-${version}-plaintext-refused.jsonl`);
    const acts = readNoiseRecording(file, { scenario, connection });
    expect(acts.length).toBeGreaterThan(1);
    for (const act of acts) if (act.from === "server") serversTurn(act);
  }

  function serversTurn(act: NoiseAct): void {
    if (act.kind === "close") lines[0]?.closed("it closed with code 1000");
    if (act.kind === "message") lines[0]?.text(JSON.stringify({ type: act.type, payload: act.payload }));
  }

  describe.each(["9.1.1", "10.2.1"])("aiosendspin %s", (version) => {
    test.each([...OFF, RECORD])(
      "%s: the player is offline, and a person reads which setting may be off",
      (scenario) => {
        replay(version, scenario, "A");
        expect(echo.client.link.kind).toBe("offline");
        expect(echo.client.link.reason).toContain("Allow legacy clients");
        expect(heard.filter((text) => text.includes("client/hello"))).toHaveLength(1);
      },
    );

    test("comes back after a while, and does not storm the server", async () => {
      replay(version, OFF[0] ?? "", "A");
      await clock.advance(900, 50);
      expect(lines).toHaveLength(1);
      await clock.advance(1_000, 50);
      expect(lines).toHaveLength(2);
    });

    test(`${RECORD}: another client is taken`, () => {
      replay(version, RECORD, "B");
      expect(echo.client.link.kind).toBe("connected");
      expect(echo.all("hello")).toHaveLength(1);
      expect(heard.some((text) => text.includes("client/state"))).toBe(true);
    });
  });
});
