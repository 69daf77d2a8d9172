import type { BitrateKbps } from "./format.js";
import type { Lame } from "./lame.js";

/** What a worker thread begins with. */
export interface WorkerData {
  readonly lame: Lame;
  /** Encoding has seconds of time, and leaves the processor to what has none. */
  readonly givesWay: boolean;
}

/** From the pool to a worker thread. `session` is one encoder: one generation of one player. */
export type ToWorker =
  | { readonly kind: "open"; readonly session: number; readonly bitrateKbps: BitrateKbps }
  /** Interleaved signed 16-bit little-endian stereo; its buffer is transferred. */
  | { readonly kind: "encode"; readonly session: number; readonly pcm: Uint8Array<ArrayBuffer> }
  /** No more audio: what the encoder still holds comes out as the last frames. */
  | { readonly kind: "finish"; readonly session: number }
  /** The session's output is not wanted any more. */
  | { readonly kind: "drop"; readonly session: number };

/** From a worker thread to the pool. `last` answers `finish`; all other frames lie in the memory that their PCM came in. */
export interface FromWorker {
  readonly session: number;
  readonly frames: Uint8Array<ArrayBuffer>;
  readonly last: boolean;
}
