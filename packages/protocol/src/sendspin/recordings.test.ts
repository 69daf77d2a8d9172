import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { WireError } from "../wire.js";
import { decodeAudioFrame } from "./audio-frame.js";
import { parseClientMessage, parseServerMessage } from "./message.js";

/** One line of a recording, as far as it matters here. */
interface Line {
  readonly from?: "client" | "server" | "driver" | "test";
  readonly channel?: "sendspin" | "api";
  readonly text?: { readonly type: string };
  readonly message?: { readonly type: string };
  readonly raw_text?: string;
  readonly binary?: { timestamp_us: number; first_bytes_hex?: string; full_hex?: string };
  readonly note?: string;
}

const captures = capturesFolder();
const recordings = captures === undefined ? [] : plaintextRecordings(captures);

/** Messages of the encrypted dialects, which a plaintext peer neither sends nor expects. */
const FOREIGN = ["client/init", "server/init", "noise/handshake"];

/** What the recorded client sent on purpose, by the note before it, and what must come of it. */
const MALFORMED = {
  "truncated JSON": "WIRE_NOT_JSON",
  "not JSON": "WIRE_NOT_JSON",
  "empty text": "WIRE_NOT_JSON",
  "JSON array": "WIRE_MALFORMED",
  "no payload": "WIRE_MALFORMED",
  "volume 150": "WIRE_MALFORMED",
} as const;
const READABLE = {
  "unknown type": { type: "unknown", name: "client/bogus" },
  "unknown type without payload (client/leave)": { type: "unknown", name: "client/leave" },
  "unknown controller command": { payload: { controller: { command: "unknown", name: "dance" } } },
  "controller command not offered (seek)": { payload: { controller: { command: "seek", position_ms: 1000 } } },
  "unknown state enum": { payload: { state: "unknown", player: { volume: 30 } } },
  "player.supported_commands with volume and mute": { type: "client/state" },
  "unknown field in client/state": { payload: { player: { volume: 30, muted: false } } },
} as const;

describe.skipIf(captures === undefined)("recordings (skipped where the folder of recordings is absent)", () => {
  it.each(recordings)("every message of %s is read as what it is", (_, lines) => {
    for (const line of lines) {
      const text = line.text ?? line.message;
      if (text === undefined) continue;
      const read = line.from === "server" ? parseServerMessage : parseClientMessage;
      const expected = FOREIGN.includes(text.type) ? { type: "unknown", name: text.type } : { type: text.type };
      expect(read(JSON.stringify(text))).toMatchObject(expected);
    }
  });

  it.each(recordings)("every audio frame of %s carries the recorded time", (_, lines) => {
    for (const { from, binary } of lines) {
      const hex = binary?.full_hex ?? binary?.first_bytes_hex;
      if (from !== "server" || binary === undefined || hex === undefined) continue;
      const frame = decodeAudioFrame(Buffer.from(hex, "hex"));
      expect(frame).toEqual({ timestampUs: binary.timestamp_us, payload: Buffer.from(hex, "hex").subarray(9) });
    }
  });

  it.each(rawTexts())("%s: what the client sent as “%s” is refused or unknown", (_, scenario, text) => {
    if (scenario in MALFORMED) {
      const code = MALFORMED[scenario as keyof typeof MALFORMED];
      expect(() => parseClientMessage(text)).toThrow(expect.objectContaining({ name: "WireError", code }) as WireError);
    } else {
      expect(parseClientMessage(text)).toMatchObject(READABLE[scenario as keyof typeof READABLE]);
    }
  });
});

function rawTexts(): [string, string, string][] {
  return recordings.flatMap(([name, lines]) => {
    let scenario = "";
    return lines.flatMap((line): [string, string, string][] => {
      if (line.from === "test" && line.note !== undefined) scenario = line.note.replace(/^\d+\w*\. /, "");
      return line.raw_text === undefined ? [] : [[name, scenario, line.raw_text]];
    });
  });
}

function plaintextRecordings(folder: string): [string, Line[]][] {
  return ["sendspin", "music-assistant"].flatMap((subfolder) =>
    readdirSync(join(folder, subfolder))
      .filter((name) => name.endsWith(".jsonl") && (subfolder === "music-assistant" || name.includes("-plaintext-")))
      .map((name): [string, Line[]] => [name, readLines(join(folder, subfolder, name))]),
  );
}

function readLines(path: string): Line[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line)
    .filter((line) => line.channel !== "api");
}

/** `captures` in MA_ALEXA_SHARED, or in the folder `shared` beside the repository. */
function capturesFolder(): string | undefined {
  let root = import.meta.dirname;
  while (!existsSync(join(root, "pnpm-workspace.yaml")) && dirname(root) !== root) root = dirname(root);
  const folder = join(process.env["MA_ALEXA_SHARED"] ?? join(root, "..", "shared"), "captures");
  return existsSync(folder) ? folder : undefined;
}
