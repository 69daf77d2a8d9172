import { settle } from "@ma-alexa/simulator";
import { beforeEach, describe, expect, it } from "vitest";
import type { Frame } from "../frame-ring.js";
import { mp3Codec } from "../stream-codec.js";
import { MemoryBlocks } from "../testing/memory-blocks.js";
import { ItemTrack } from "./item-track.js";

const FRAME_BYTES = 960;
const FRAME_US = 24_000;
/** Twenty minutes at 320 kbit/s: twice what is kept in memory. */
const FRAMES = 50_000;
/** More than that no reader is kept waiting. */
const MOST_LOOKS = 100_000;

/** Each frame has its own bytes. */
function frameAt(index: number, generation = 1): Frame {
  const bytes = new Uint8Array(FRAME_BYTES).fill(generation);
  new DataView(bytes.buffer).setUint32(0, index);
  return { generation, startUs: index * FRAME_US, durationUs: FRAME_US, bytes };
}

let disk: MemoryBlocks;
let failures: unknown[];
let track: ItemTrack;
beforeEach(() => {
  disk = new MemoryBlocks();
  failures = [];
  track = new ItemTrack(mp3Codec(new Uint8Array(FRAME_BYTES)), {
    store: disk,
    failed: (cause) => void failures.push(cause),
  });
});

/** Frames come as they do from a server: with time for the disk between them. */
async function add(from: number, to: number, generation = 1): Promise<void> {
  for (let index = from; index < to; index++) {
    track.append(frameAt(index, generation));
    if (index % 100 === 0) await settle();
  }
  await settle();
}

/** What a response gets from `at` on that looks again while there is nothing yet. */
async function readFrom(at: number, length: number): Promise<Buffer> {
  const got: Uint8Array[] = [];
  let size = 0;
  for (let looks = 0; size < length && looks < MOST_LOOKS; looks++) {
    const piece = track.read(at + size)?.piece;
    if (piece === undefined) await settle();
    else {
      got.push(piece.bytes);
      size += piece.bytes.byteLength;
    }
  }
  return Buffer.concat(got).subarray(0, length);
}

function expected(from: number, to: number, generation = 1): Buffer {
  return Buffer.concat(Array.from({ length: to - from }, (_, index) => frameAt(from + index, generation).bytes));
}

function sizeOnDisk(): number {
  return [...disk.files.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
}

describe("an item that is longer than memory", () => {
  it("has its newest ten minutes in memory and the rest on disk, none twice", async () => {
    await add(0, FRAMES);
    expect(track.size).toBe(FRAMES * FRAME_BYTES);
    expect(track.inMemory).toBeLessThan(24_000_000 + 2 * 512_000);
    expect(sizeOnDisk() + track.inMemory).toBe(track.size);
  });

  it("gives the same bytes from 0 to its end, over the border", async () => {
    await add(0, FRAMES);
    expect(Buffer.compare(await readFrom(0, track.size), expected(0, FRAMES))).toBe(0);
  });

  it("gives a part that begins within a frame on disk, with the frame that it is", async () => {
    await add(0, FRAMES);
    const at = 7_000 * FRAME_BYTES + 100;
    expect(track.read(at)).toBeUndefined();
    await settle();
    expect(track.read(at)?.piece.frame).toMatchObject({
      generation: 1,
      startUs: 7_000 * FRAME_US,
      durationUs: FRAME_US,
    });
    const part = await readFrom(at, 1_000_000);
    expect(Buffer.compare(part, expected(7_000, 9_000).subarray(100, 1_000_100))).toBe(0);
  });

  it("gives two readers at different places each their own, while it grows", async () => {
    await add(0, FRAMES);
    const [one, other] = await Promise.all([
      readFrom(0, 2_000_000),
      readFrom(9_600_000, 2_000_000),
      add(FRAMES, FRAMES + 2_000),
    ]);
    expect(Buffer.compare(one, expected(0, 2_100).subarray(0, 2_000_000))).toBe(0);
    expect(Buffer.compare(other, expected(10_000, 12_100).subarray(0, 2_000_000))).toBe(0);
  });

  it("goes on within what is on disk after a pause, and what lay beyond is there once only", async () => {
    await add(0, FRAMES);
    track.resumeAt(10_001 * 24);
    expect(track.size).toBe(10_001 * FRAME_BYTES);
    await add(10_001, FRAMES, 2);
    const whole = Buffer.concat([expected(0, 10_001), expected(10_001, FRAMES, 2)]);
    expect(Buffer.compare(await readFrom(0, track.size), whole)).toBe(0);
    expect(track.inMemory).toBeLessThan(24_000_000 + 2 * 512_000);
  });

  it("leaves nothing on disk when it is forgotten, nor of what was just being written", async () => {
    await add(0, FRAMES);
    const release = disk.hold();
    await add(FRAMES, FRAMES + 1_000);
    track.forget();
    release();
    await settle();
    expect([disk.files.size, track.size, track.read(0)]).toEqual([0, 0, undefined]);
  });

  it("does not leave memory before it is on disk", async () => {
    const release = disk.hold();
    await add(0, 30_000);
    expect(track.inMemory).toBe(30_000 * FRAME_BYTES);
    expect(track.read(0)?.piece.frame?.startUs).toBe(0);
    release();
    await settle();
    await add(30_000, 30_100);
    expect(track.inMemory).toBeLessThan(24_000_000 + 2 * 512_000);
    expect(Buffer.compare(await readFrom(0, track.size), expected(0, 30_100))).toBe(0);
  });

  it("that the disk does not take is kept in memory, its newest half hour", async () => {
    disk.isFull = true;
    await add(0, 80_000);
    expect(failures).toHaveLength(1);
    expect(track.inMemory).toBe(75_001 * FRAME_BYTES);
    expect(track.read(0)?.piece.frame?.startUs).toBe((80_000 - 75_001) * FRAME_US);
  });

  it("stays one stretch where the disk fills later: what it had goes before the memory's oldest", async () => {
    await add(0, 40_000);
    expect(disk.files.size).toBeGreaterThan(0);
    disk.isFull = true;
    await add(40_000, 110_000);
    expect([disk.files.size, failures.length]).toEqual([0, 1]);
    expect(track.read(0)?.piece.frame?.startUs).toBe((110_000 - 75_001) * FRAME_US);
  });

  it("that the disk has lost gives the oldest that can be read", async () => {
    await add(0, FRAMES);
    disk.isUnreadable = true;
    const oldest = await readFrom(track.size - track.inMemory - FRAME_BYTES, FRAME_BYTES);
    expect(failures).toHaveLength(1);
    expect(oldest.readUInt32BE(0)).toBe((track.size - track.inMemory) / FRAME_BYTES);
  });
});
