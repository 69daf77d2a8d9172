import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseServerMessage, type KnownServerMessage } from "@ma-alexa/protocol/sendspin";
import { describeMessage } from "./bare-client.js";

interface Line {
  readonly note?: string;
  readonly message?: KnownServerMessage;
}

/** The folder of recordings, or undefined where it is not at hand: MA_ALEXA_SHARED, or `shared` beside the repository. */
export function capturesFolder(): string | undefined {
  const named = process.env["MA_ALEXA_SHARED"];
  const candidates = named === undefined ? [] : [join(named, "captures")];
  for (let at = dirname(fileURLToPath(import.meta.url)); dirname(at) !== at; at = dirname(at)) {
    candidates.push(join(at, "shared", "captures"));
  }
  return candidates.find((folder) => existsSync(folder));
}

/** One recording: what the server said, in short words, between two notes of what was done to it. */
export class Recording {
  readonly #lines: readonly Line[];

  constructor(folder: string, file: string) {
    const text = readFileSync(join(folder, file), "utf8");
    this.#lines = text.split("\n").flatMap((line) => (line === "" ? [] : [read(line)]));
  }

  /** What came between the first (or `nth`) note that begins with `from` and the next that begins with `to`. */
  between(from: string | undefined, to: string, nth = 1): string[] {
    const starts = this.#lines.flatMap((line, index) =>
      from !== undefined && line.note?.startsWith(from) === true ? [index] : [],
    );
    const start = from === undefined ? -1 : (starts[nth - 1] ?? this.#lines.length);
    const end = this.#lines.findIndex((line, index) => index > start && line.note?.startsWith(to));
    const lines = this.#lines.slice(start + 1, end < 0 ? undefined : end);
    return lines.flatMap(({ message }) => (message === undefined ? [] : [describeMessage(message)]));
  }
}

function read(line: string): Line {
  const entry = JSON.parse(line) as Record<string, unknown>;
  if (typeof entry["note"] === "string") return { note: entry["note"] };
  // A remote control's call stands between the messages of the player's socket.
  if (entry["channel"] === "api") return entry["from"] === "client" ? { note: commandOf(entry["message"]) } : {};
  const message = entry["message"] ?? entry["text"];
  if (entry["from"] !== "server" || message === undefined) return {};
  const parsed = parseServerMessage(JSON.stringify(message));
  return parsed.type === "unknown" || parsed.type === "server/time" ? {} : { message: parsed };
}

function commandOf(message: unknown): string {
  return (message as { command: string }).command;
}
