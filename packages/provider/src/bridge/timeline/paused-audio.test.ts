import { describe, expect, it } from "vitest";
import { PausedAudio } from "./paused-audio.js";

const PIECE_BYTES = 4_800;
const PIECE_US = 25_000;

/** 25 ms of a sound that is nowhere else. */
function piece(number: number): Uint8Array {
  let state = number + 1;
  return Uint8Array.from(
    { length: PIECE_BYTES },
    () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % 256,
  );
}

/** Ten seconds of audio from 0 on, paused at 4 s. */
function paused(): PausedAudio {
  const rest = new PausedAudio();
  const frames = Array.from({ length: 400 }, (_frame, index) => ({
    startUs: index * PIECE_US,
    durationUs: PIECE_US,
    bytes: piece(index),
  }));
  rest.keep(frames, 4_000_000, 1_000_000);
  return rest;
}

const RESUMED_US = 60_000_000;

describe("what was not heard before a pause", () => {
  it("leads up to where the new audio goes on", () => {
    const frames = paused().before({ startUs: RESUMED_US, durationUs: PIECE_US, bytes: piece(160) }, 1_000_000);
    expect(frames).toHaveLength(120);
    expect(frames[0]).toEqual({ startUs: RESUMED_US - 3_000_000, durationUs: PIECE_US, bytes: piece(40) });
    expect(frames.at(-1)).toEqual({ startUs: RESUMED_US - PIECE_US, durationUs: PIECE_US, bytes: piece(159) });
  });

  it("is cut to the sample where the Echo fell silent within a piece", () => {
    const [first] = paused().before({ startUs: RESUMED_US, durationUs: PIECE_US, bytes: piece(160) }, 1_010_000);
    expect(first).toEqual({ startUs: RESUMED_US - 2_990_000, durationUs: 15_000, bytes: piece(40).subarray(1_920) });
  });

  it("is cut to the sample where the server goes on within a piece", () => {
    const ready = Buffer.concat([piece(160), piece(161)]);
    const frames = paused().before(
      { startUs: RESUMED_US, durationUs: PIECE_US, bytes: ready.subarray(960, 960 + PIECE_BYTES) },
      1_000_000,
    );
    expect(frames.at(-1)?.bytes).toEqual(piece(160).subarray(0, 960));
  });

  it.each<[string, Uint8Array, number | undefined]>([
    ["the new audio is something else", piece(1_000), 1_000_000],
    ["the new audio is from far away in the item", piece(350), 1_000_000],
    ["the new audio is silence", new Uint8Array(PIECE_BYTES), 1_000_000],
    ["everything before it was heard", piece(160), 3_900_000],
    ["the Echo was further than the server", piece(160), 4_500_000],
    ["nobody knows what was heard", piece(160), undefined],
  ])("is nothing when %s", (_case, pcm, heardUs) => {
    expect(paused().before({ startUs: RESUMED_US, durationUs: PIECE_US, bytes: pcm }, heardUs)).toEqual([]);
  });

  it("is everything that is kept when nothing of it was heard", () => {
    const frames = paused().before({ startUs: RESUMED_US, durationUs: PIECE_US, bytes: piece(160) }, -1);
    expect([frames.length, frames[0]?.bytes]).toEqual([160, piece(0)]);
  });

  it("is nothing after it was cleared, or when the server's clock was not known", () => {
    const rest = paused();
    rest.clear();
    expect(rest.before({ startUs: RESUMED_US, durationUs: PIECE_US, bytes: piece(160) }, 1_000_000)).toEqual([]);
    rest.keep([{ startUs: 0, durationUs: PIECE_US, bytes: piece(0) }], undefined, 0);
    expect(rest.before({ startUs: RESUMED_US, durationUs: PIECE_US, bytes: piece(0) }, 0)).toEqual([]);
  });
});

describe("what was heard before a pause although the server does not know", () => {
  const first = { startUs: RESUMED_US, durationUs: PIECE_US, bytes: piece(160) };

  it("is how far the Echo was ahead of where the new audio goes on", () => {
    expect(paused().heardOf(first, 7_500_000)).toBe(3_500_000);
  });

  it.each<[string, Uint8Array, number | undefined]>([
    ["nobody would miss it", piece(160), 4_200_000],
    ["the new audio is something else", piece(1_000), 7_500_000],
    ["nobody knows what was heard", piece(160), undefined],
    ["the server was ahead of the Echo", piece(160), 1_000_000],
  ])("is nothing when %s", (_case, bytes, heardUs) => {
    expect(paused().heardOf({ ...first, bytes }, heardUs)).toBe(0);
  });

  it("is nothing when the new audio is the same from its beginning", () => {
    const soon = new PausedAudio();
    soon.keep([{ startUs: 0, durationUs: PIECE_US, bytes: piece(0) }], 1_000_000, 3_000_000);
    expect(soon.heardOf({ ...first, bytes: piece(0) }, 3_000_000)).toBe(0);
  });
});
