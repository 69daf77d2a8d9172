import { readFileSync } from "node:fs";

/** One thing that one side of an encrypted connection did, as the recordings' README describes it; secrets are made anew. */
export type NoiseAct = { readonly atMs: number; readonly from: "client" | "server" } & (
  | { readonly kind: "message"; readonly type: string; readonly payload: Readonly<Record<string, unknown>> }
  | { readonly kind: "audio"; readonly chunks: readonly number[] }
  | { readonly kind: "close" }
);

interface Line {
  readonly scenario?: string;
  readonly at_ms: number;
  readonly from: string;
  readonly text?: { readonly type: string; readonly payload: Readonly<Record<string, unknown>> };
  readonly binary?: { readonly timestamp_us: number };
  readonly binary_summary?: { chunks: number; first_timestamp_us: number; last_timestamp_us: number };
  readonly close?: unknown;
  readonly connection?: string;
}

/** What both sides did in one scenario, and, where a scenario has several, on one connection of it. */
export function readNoiseRecording(path: string, of: { scenario?: string; connection?: string } = {}): NoiseAct[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line)
    .filter(({ scenario, connection }) => scenario === of.scenario && connection === of.connection)
    .flatMap(actOf);
}

function actOf({ at_ms: atMs, from, text, binary, binary_summary: summary, close }: Line): NoiseAct[] {
  if (from !== "client" && from !== "server") return [];
  if (text !== undefined) return [{ atMs, from, kind: "message", ...text }];
  if (close !== undefined) return [{ atMs, from, kind: "close" }];
  if (binary !== undefined) return [{ atMs, from, kind: "audio", chunks: [binary.timestamp_us] }];
  if (summary === undefined) return [];
  const { chunks, first_timestamp_us: firstUs, last_timestamp_us: lastUs } = summary;
  const stepUs = chunks > 1 ? (lastUs - firstUs) / (chunks - 1) : 0;
  const times = Array.from({ length: chunks }, (_, n) => Math.round(firstUs + n * stepUs));
  return [{ atMs, from, kind: "audio", chunks: times }];
}
