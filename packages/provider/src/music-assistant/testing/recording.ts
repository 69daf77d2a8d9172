import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** One thing that one side did, at `atMs` of the recording. */
export type RecordedAct = { readonly atMs: number } & (
  | { readonly from: "client"; readonly kind: "text"; readonly text: string }
  | { readonly from: "server"; readonly kind: "text"; readonly text: string }
  | {
      readonly from: "server";
      readonly kind: "audio";
      readonly chunks: readonly RecordedChunk[];
      readonly aheadMs?: number;
    }
  | { readonly from: "server"; readonly kind: "close"; readonly code: number }
);

export interface RecordedChunk {
  readonly timestampUs: number;
  readonly bytes: number;
}

/** A line of either kind of recording, as their READMEs describe them. */
interface Line {
  readonly at_ms: number;
  readonly from?: string;
  readonly channel?: string;
  readonly text?: unknown;
  readonly message?: unknown;
  readonly binary?: { timestamp_us: number; bytes: number; ahead_ms?: number };
  readonly binary_summary?: { chunks: number; bytes: number; first_timestamp_us: number; last_timestamp_us: number };
  readonly audio?: {
    chunks: number;
    bytes: number;
    first_timestamp?: number;
    first_timestamp_us?: number;
    last_timestamp?: number;
    last_timestamp_us?: number;
  };
  readonly close?: { code: number };
}

const HEADER_BYTES = 9;

/** The folder of the recordings, or undefined on a machine that does not have them. */
export function recordingsFolder(): string | undefined {
  const shared = process.env["MA_ALEXA_SHARED"] ?? join(repositoryRoot(import.meta.dirname), "..", "shared");
  const folder = join(shared, "captures");
  return existsSync(folder) ? folder : undefined;
}

/** What server and client did on the Sendspin connection of one recording, in order. Summaries are spread out. */
export function readRecording(path: string): RecordedAct[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line)
    .filter((line) => line.channel !== "api")
    .flatMap(actOf);
}

function actOf(line: Line): RecordedAct[] {
  const atMs = line.at_ms;
  const message = line.text ?? line.message;
  if (message !== undefined && (line.from === "server" || line.from === "client"))
    return [{ atMs, from: line.from, kind: "text", text: JSON.stringify(message) }];
  if (line.from !== "server") return [];
  if (line.close !== undefined) return [{ atMs, from: "server", kind: "close", code: line.close.code }];
  if (line.binary !== undefined) {
    const chunk = { timestampUs: line.binary.timestamp_us, bytes: line.binary.bytes - HEADER_BYTES };
    const ahead = line.binary.ahead_ms === undefined ? {} : { aheadMs: line.binary.ahead_ms };
    return [{ atMs, from: "server", kind: "audio", chunks: [chunk], ...ahead }];
  }
  const { audio, binary_summary: summary } = line;
  if (summary !== undefined) {
    const payloadBytes = summary.bytes - summary.chunks * HEADER_BYTES;
    const chunks = spread(summary.chunks, payloadBytes, summary.first_timestamp_us, summary.last_timestamp_us);
    return [{ atMs, from: "server", kind: "audio", chunks }];
  }
  if (audio === undefined) return [];
  const firstUs = audio.first_timestamp ?? audio.first_timestamp_us ?? 0;
  const lastUs = audio.last_timestamp ?? audio.last_timestamp_us ?? 0;
  return [{ atMs, from: "server", kind: "audio", chunks: spread(audio.chunks, audio.bytes, firstUs, lastUs) }];
}

function spread(count: number, bytes: number, firstUs: number, lastUs: number): RecordedChunk[] {
  const stepUs = count > 1 ? (lastUs - firstUs) / (count - 1) : 0;
  return Array.from({ length: count }, (_, n) => ({
    timestampUs: Math.round(firstUs + n * stepUs),
    bytes: Math.floor(bytes / count),
  }));
}

function repositoryRoot(from: string): string {
  if (existsSync(join(from, "pnpm-workspace.yaml"))) return from;
  const above = dirname(from);
  if (above === from) throw new Error("These tests run inside the repository.");
  return repositoryRoot(above);
}
