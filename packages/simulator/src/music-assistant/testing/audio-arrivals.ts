import type { Arrival } from "./bare-client.js";
import type { Scene } from "./scene.js";

/** One chunk of audio and when it came. */
export interface Chunk {
  readonly atMs: number;
  readonly timestampUs: number;
  readonly payload: Uint8Array;
}

/** The chunks among what arrived. */
export function chunks(arrivals: readonly Arrival[]): Chunk[] {
  return arrivals.flatMap(({ atMs, audio }) => (audio === undefined ? [] : [{ atMs, ...audio }]));
}

/** The streams that arrived: their chunks, each list begun by a `stream/start`. */
export function streams(arrivals: readonly Arrival[]): Chunk[][] {
  const found: Chunk[][] = [];
  for (const { atMs, message, audio } of arrivals) {
    if (message?.type === "stream/start") found.push([]);
    if (audio !== undefined) found.at(-1)?.push({ atMs, ...audio });
  }
  return found;
}

/** Their bytes in a row. */
export function joined(parts: readonly Chunk[]): Buffer {
  return Buffer.concat(parts.map((chunk) => chunk.payload));
}

/** What `ms` of a tune must sound like. */
export function soundOf(from: Scene, id: string, fromMs: number, ms: number): Buffer {
  const samples = from.ma.tunes.find((tune) => tune.id === id)?.samples() ?? new Int16Array();
  return Buffer.from(samples.buffer, samples.byteOffset + fromMs * 192, ms * 192);
}
