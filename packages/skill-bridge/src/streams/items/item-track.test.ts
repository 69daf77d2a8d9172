import { beforeAll, describe, expect, it } from "vitest";
import type { Frame } from "../frame-ring.js";
import { mp3Codec } from "../stream-codec.js";
import { ItemTrack } from "./item-track.js";

const FRAME_US = 24_000;
/** 320 kbit/s. */
const FRAME_BYTES = 960;
const BOOK_FRAMES = (20 * 3_600_000_000) / FRAME_US;
/** 72 MB, and the frame that reaches into them. */
const KEPT_FRAMES = 75_001;
/** Millions of frames, on whatever machine this is. */
const PATIENCE_MS = 120_000;

/** All frames share these bytes: a test of twenty hours must not hold them. */
const BYTES = new Uint8Array(FRAME_BYTES);

function frameAt(index: number): Frame {
  return { generation: 1, startUs: index * FRAME_US, durationUs: FRAME_US, bytes: BYTES };
}

describe("an audiobook of twenty hours", () => {
  let book: ItemTrack;

  beforeAll(() => {
    book = new ItemTrack(mp3Codec(new Uint8Array(FRAME_BYTES)));
    book.endUs = BOOK_FRAMES * FRAME_US;
    for (let index = 0; index < BOOK_FRAMES; index++) {
      book.append(frameAt(index));
      if (index === 0) expect(book.plan()).toBe(2_880_000_000);
    }
  }, PATIENCE_MS);

  it("has every byte of its length, which was promised with its first frame", () => {
    expect(BOOK_FRAMES).toBe(3_000_000);
    expect(book.size).toBe(2_880_000_000);
    expect(book.total).toBe(2_880_000_000);
    expect(book.isComplete).toBe(true);
  });

  it("gives the byte that is asked for near its end, cut where that is", () => {
    const at = 2_880_000_000 - 1_500;
    const piece = book.read(at)?.piece;
    expect(piece?.frame?.startUs).toBe((BOOK_FRAMES - 2) * FRAME_US);
    expect(piece?.bytes.byteLength).toBe(1_500 - FRAME_BYTES);
    expect(book.read(2_880_000_000)).toBeUndefined();
  });

  it("gives who asks for what is forgotten the oldest that is kept: half an hour before the end", () => {
    const oldest = book.read(0)?.piece.frame?.startUs ?? 0;
    expect(oldest).toBe((BOOK_FRAMES - KEPT_FRAMES) * FRAME_US);
  });

  it("goes on after a pause where it was, nineteen hours and 59 minutes in", () => {
    const pausedMs = 20 * 3_600_000 - 60_000;
    book.resumeAt(pausedMs);
    expect(book.size).toBe((pausedMs / 24) * FRAME_BYTES);
    expect(book.isComplete).toBe(false);
    expect(book.lastFrame?.startUs).toBe(pausedMs * 1_000 - FRAME_US);
    expect(book.append(frameAt(pausedMs / 24))).toBe(true);
    expect(book.read((pausedMs / 24) * FRAME_BYTES)?.piece.frame?.startUs).toBe(pausedMs * 1_000);
  });
});

describe("an item without a known end", () => {
  it("promises no length while it grows, and has one when it is over", () => {
    const radio = new ItemTrack(mp3Codec(new Uint8Array(FRAME_BYTES)));
    for (let index = 0; index < 1_000; index++) radio.append(frameAt(index));
    expect(radio.plan()).toBeUndefined();
    radio.complete();
    expect(radio.plan()).toBe(1_000 * FRAME_BYTES);
  });

  it(
    "goes on for five hours in the memory of half an hour, and is never full",
    () => {
      const radio = new ItemTrack(mp3Codec(new Uint8Array(FRAME_BYTES)));
      const frames = (5 * 3_600_000_000) / FRAME_US;
      for (let index = 0; index < frames; index++) radio.append(frameAt(index));
      expect(radio.isComplete).toBe(false);
      expect(radio.isEmpty).toBe(false);
      expect(radio.size).toBe(frames * FRAME_BYTES);
      expect(radio.read(0)?.piece.frame?.startUs).toBe((frames - KEPT_FRAMES) * FRAME_US);
    },
    PATIENCE_MS,
  );
});
