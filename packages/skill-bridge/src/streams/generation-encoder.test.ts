import { settle } from "@ma-alexa/simulator";
import { describe, expect, it } from "vitest";
import type { Frame } from "./frame-ring.js";
import { GenerationEncoder } from "./generation-encoder.js";
import type { Encoding } from "./mp3/batches.js";
import { EncoderPool, type FrameReceiver } from "./mp3/encoder-pool.js";
import { FRAME_SAMPLES, PCM_SAMPLE_BYTES } from "./mp3/format.js";
import { quiet } from "./testing/stream-bench.js";

const PIECE = new Uint8Array(FRAME_SAMPLES * PCM_SAMPLE_BYTES);

/** A pool whose threads answer when the test says so. */
class HandPool {
  readonly receivers: FrameReceiver[] = [];
  readonly fed: number[] = [];
  readonly finished: number[] = [];

  open(_bitrateKbps: number, receiver: FrameReceiver): Encoding {
    const session = this.receivers.push(receiver) - 1;
    this.fed[session] = 0;
    return {
      isFull: false,
      encode: () => {
        this.fed[session] = (this.fed[session] ?? 0) + 1;
      },
      finish: () => {
        this.finished.push(session);
      },
      drop: () => undefined,
    };
  }
}

function encoder(pool: Pick<EncoderPool, "open">): { readonly encoder: GenerationEncoder; readonly frames: Frame[] } {
  const frames: Frame[] = [];
  const made = new GenerationEncoder({
    generation: 1,
    pool,
    bitrateKbps: 320,
    onFrames: (more) => {
      frames.push(...more);
    },
  });
  return { encoder: made, frames };
}

describe("the encoding of one generation", () => {
  it("gives frames MA's timestamps, less what encoder and decoder are late", () => {
    const pool = new HandPool();
    const { encoder: made, frames } = encoder(pool);
    for (let i = 0; i < 4; i++) made.encode(1_000_000 + i * 24_000, PIECE);
    // One and a half frames, then the rest of the second.
    pool.receivers[0]?.frames(new Uint8Array(1_440), false);
    pool.receivers[0]?.frames(new Uint8Array(480), false);
    expect(frames.map((frame) => frame.startUs)).toEqual([1_000_000 - 23_021, 1_000_000 - 23_021 + 24_000]);
  });

  it("gives another thread what the dead one had not answered, and finishes there", () => {
    const pool = new HandPool();
    const { encoder: made, frames } = encoder(pool);
    for (let i = 0; i < 6; i++) made.encode(i * 24_000, PIECE);
    made.finish();
    pool.receivers[0]?.frames(new Uint8Array(3 * 960), false);
    pool.receivers[0]?.lost();
    expect([pool.fed[1], pool.finished]).toEqual([4, [0, 1]]);
    pool.receivers[1]?.frames(new Uint8Array(960), false);
    expect(frames.at(-1)?.startUs).toBe(2 * 24_000 - 23_021);
  });

  it("gives out what the encoder holds when asked to, and goes on with a fresh one", () => {
    const pool = new HandPool();
    const { encoder: made, frames } = encoder(pool);
    for (let i = 0; i < 3; i++) made.encode(i * 24_000, PIECE);
    pool.receivers[0]?.frames(new Uint8Array(2 * 960), false);
    expect(made.flush()).toBe(true);
    made.encode(3 * 24_000, PIECE);
    expect(pool.fed).toEqual([3]);
    pool.receivers[0]?.frames(new Uint8Array(3 * 960), true);
    expect(pool.fed).toEqual([3, 1]);
    pool.receivers[1]?.frames(new Uint8Array(960), false);
    expect(frames.at(-1)?.startUs).toBe(3 * 24_000 - 23_021);
  });

  it("ends at once after a flush that nothing followed", () => {
    const pool = new HandPool();
    const ends: boolean[] = [];
    const made = new GenerationEncoder({
      generation: 1,
      pool,
      bitrateKbps: 320,
      onFrames: (_frames, last) => {
        ends.push(last);
      },
    });
    made.encode(0, PIECE);
    made.flush();
    pool.receivers[0]?.frames(new Uint8Array(3 * 960), true);
    expect(made.flush()).toBe(false);
    made.finish();
    expect(ends).toEqual([false, true]);
  });

  it("survives the death of a real thread", async () => {
    const pool = new EncoderPool(quiet, { size: 1 });
    pool.start();
    try {
      const { encoder: made, frames } = encoder(pool);
      // LAME refuses this, which ends the thread.
      pool.open(7 as never, { frames: () => undefined, lost: () => undefined });
      for (let i = 0; i < 40; i++) made.encode(i * 24_000, PIECE);
      while (frames.length < 30) await settle();
      // What came out before, and the joint, are a frame each at most.
      expect(frames[29]?.startUs).toBeGreaterThan(27 * 24_000 - 1);
    } finally {
      await pool.stop();
    }
  });
});
