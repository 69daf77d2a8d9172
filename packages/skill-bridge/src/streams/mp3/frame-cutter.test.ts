import { describe, expect, it } from "vitest";
import { FrameCutter } from "./frame-cutter.js";

const bytesFrom = (first: number, count: number): Uint8Array => Uint8Array.from({ length: count }, (_, i) => first + i);

describe("a frame cutter", () => {
  it("makes frames of one size of pieces of any", () => {
    const cutter = new FrameCutter(4);
    const frames = [bytesFrom(0, 1), bytesFrom(1, 9), bytesFrom(10, 2)].map((piece) => cutter.cut(piece));
    expect(frames.map((cut) => cut.map((frame) => [...frame]))).toEqual([
      [],
      [
        [0, 1, 2, 3],
        [4, 5, 6, 7],
      ],
      [[8, 9, 10, 11]],
    ]);
  });

  it("keeps its frames when the piece is used again", () => {
    const cutter = new FrameCutter(2);
    const piece = bytesFrom(5, 2);
    const [frame] = cutter.cut(piece);
    piece.fill(0);
    expect([...(frame ?? [])]).toEqual([5, 6]);
  });

  it("goes on in another block without touching the one before", () => {
    const cutter = new FrameCutter(1);
    const frames = cutter.cut(bytesFrom(0, 130));
    expect(frames.map(([byte]) => byte)).toEqual([...bytesFrom(0, 130)]);
    expect(new Set(frames.map(({ buffer }) => buffer)).size).toBe(3);
  });
});
