import { describe, expect, it } from "vitest";
import { PcmQueue } from "./pcm-queue.js";

const PIECE_BYTES = 4_800;

function piece(number: number): Uint8Array {
  return Uint8Array.from({ length: PIECE_BYTES }, (_byte, index) => (number * 31 + index) % 256);
}

function filled(count: number): PcmQueue {
  const queue = new PcmQueue();
  for (let number = 0; number < count; number++) queue.push(number * 25_000, piece(number));
  return queue;
}

describe("PCM that waits", () => {
  it("is there as it came, oldest first", () => {
    const queue = filled(3);
    expect(queue.length).toBe(3);
    expect(queue.at(1)).toEqual({ startUs: 25_000, pcm: piece(1) });
    expect([queue.bytesAt(2), queue.bytesAt(3), queue.at(3)]).toEqual([PIECE_BYTES, 0, undefined]);
  });

  it("is the same after what was before it is given up", () => {
    const queue = filled(400);
    for (const count of [1, 14, 200, 80]) {
      const first = queue.at(count);
      const kept = { startUs: first?.startUs, pcm: first?.pcm.slice() };
      queue.drop(count);
      expect(queue.at(0)).toEqual(kept);
    }
    queue.push(0, piece(400));
    expect(queue.at(105)).toEqual({ startUs: 0, pcm: piece(400) });
    expect(queue.length).toBe(106);
  });

  it("may be more than a server sends ahead", () => {
    const queue = filled(2_000);
    expect([queue.at(0)?.pcm, queue.at(1_999)?.pcm]).toEqual([piece(0), piece(1_999)]);
  });

  it("is none after everything was given up, and may come again", () => {
    const queue = filled(100);
    queue.clear();
    expect([queue.length, queue.at(0)]).toEqual([0, undefined]);
    queue.push(7, piece(7));
    expect(queue.at(0)).toEqual({ startUs: 7, pcm: piece(7) });
  });
});
