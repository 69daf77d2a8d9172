import { describe, expect, it } from "vitest";
import { FRAME_MS } from "./mp3/format.js";
import { WrittenLog } from "./written-log.js";

const BYTES = new Uint8Array(1);

function write(log: WrittenLog, startUs: number, frames: number): void {
  for (let i = 0; i < frames; i++)
    log.frame({ generation: 1, startUs: startUs + i * FRAME_MS * 1_000, durationUs: FRAME_MS * 1_000, bytes: BYTES });
}

describe("WrittenLog", () => {
  it("says nothing before anything was written", () => {
    expect(new WrittenLog().soundingUs(0)).toBeUndefined();
  });

  it("follows the music across a skip", () => {
    const log = new WrittenLog();
    write(log, 1_000_000, 10);
    write(log, 60_000_000, 10);
    expect([log.soundingUs(100), log.soundingUs(250)]).toEqual([1_100_000, 60_010_000]);
  });

  it("stands still within silence of ours, and beyond what was written", () => {
    const log = new WrittenLog();
    write(log, 0, 10);
    log.silence(FRAME_MS);
    log.silence(FRAME_MS);
    write(log, 240_000, 10);
    expect([log.soundingUs(250), log.soundingUs(300), log.soundingUs(9_000)]).toEqual([240_000, 252_000, 480_000]);
    expect([log.writtenMs, log.musicEndMs]).toEqual([22 * FRAME_MS, 22 * FRAME_MS]);
  });

  it("answers for the newest part however often the timeline broke", () => {
    const log = new WrittenLog();
    for (let i = 0; i < 2_000; i++) write(log, i * 10_000_000, 1);
    expect(log.soundingUs(1_999 * FRAME_MS)).toBe(1_999 * 10_000_000);
  });
});
