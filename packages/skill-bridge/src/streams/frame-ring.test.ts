import { describe, expect, it } from "vitest";
import { FrameRing } from "./frame-ring.js";
import { FRAME_MS } from "./mp3/format.js";

const SECOND_US = 1_000_000;

function ringOf(seconds: number): FrameRing {
  const ring = new FrameRing(() => 0);
  for (let ms = 0; ms < seconds * 1_000; ms += FRAME_MS)
    ring.append({
      generation: ms < 10_000 ? 1 : 2,
      startUs: ms * 1_000,
      durationUs: FRAME_MS * 1_000,
      bytes: new Uint8Array(1),
    });
  return ring;
}

describe("FrameRing", () => {
  it("keeps what is newer than 42 s", () => {
    const ring = ringOf(180);
    expect(ring.at(ring.start)?.startUs).toBeLessThanOrEqual(138 * SECOND_US);
    expect(ring.at(ring.start)?.startUs).toBeGreaterThan(135 * SECOND_US);
    expect(ring.at(ring.end - 1)?.startUs).toBeGreaterThan(179 * SECOND_US);
  });

  it("keeps no more than 1.9 MB of large frames", () => {
    const ring = new FrameRing(() => 0);
    for (let second = 0; second < 40; second++)
      ring.append({
        generation: 1,
        startUs: second * SECOND_US,
        durationUs: SECOND_US,
        bytes: new Uint8Array(125_000),
      });
    expect(ring.end).toBe(40);
    expect(ring.end - ring.start).toBeGreaterThanOrEqual(14);
    expect(ring.end - ring.start).toBeLessThanOrEqual(15);
  });

  it("forgets before that what nobody needs", () => {
    const ring: FrameRing = new FrameRing(() => ring.end - 100);
    for (let count = 0; count < 1_000; count++)
      ring.append({ generation: 1, startUs: count * 24_000, durationUs: 24_000, bytes: new Uint8Array(960) });
    expect([ring.end, ring.start]).toEqual([1_000, 860]);
    expect(ring.at(860)?.startUs).toBe(860 * 24_000);
  });

  it("never changes the number of a frame", () => {
    const ring = ringOf(120);
    const frame = ring.at(4_900);
    ring.append({ generation: 2, startUs: 120 * SECOND_US, durationUs: 5 * SECOND_US, bytes: new Uint8Array(1) });
    expect([ring.at(4_900), ring.at(0)]).toEqual([frame, undefined]);
  });

  it("finds the first frame of a generation, and the one that begins at a time", () => {
    const ring = ringOf(20);
    expect(ring.at(ring.firstOf(2))?.startUs).toBe(10_008_000);
    expect(ring.at(ring.firstAt(2, 12 * SECOND_US))?.startUs).toBe(12 * SECOND_US);
    expect([ring.firstOf(3), ring.firstAt(2, 90 * SECOND_US)]).toEqual([ring.end, ring.end]);
  });
});
