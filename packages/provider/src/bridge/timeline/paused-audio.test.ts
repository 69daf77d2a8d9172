import { describe, expect, it } from "vitest";
import { PausedAudio, type Resumption } from "./paused-audio.js";

const PIECE_BYTES = 4_800;
const PIECE_US = 25_000;
const RESUMED_US = 60_000_000;

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
  const audio = new PausedAudio();
  audio.begin(0);
  for (let index = 0; index < 400; index++)
    audio.add({ startUs: index * PIECE_US, durationUs: PIECE_US, bytes: piece(index) });
  audio.pause(4_000_000);
  return audio;
}

/** How `bytes` go on with it when the Echo fell silent at `heardUs`. */
function resumed(audio: PausedAudio, bytes: Uint8Array, heardUs: number | undefined): Resumption {
  return audio.resume({ startUs: RESUMED_US, durationUs: PIECE_US, bytes }, heardUs);
}

describe("audio that goes on with what was paused", () => {
  it("leaves out what lies between where the Echo fell silent and where the server goes on", () => {
    expect(resumed(paused(), piece(160), 1_000_000)).toEqual({ kind: "unheard", fromUs: 1_000_000, toUs: 4_000_000 });
  });

  it.each([1, 240, 1_007])("is found to the sample %i samples into a piece", (samples) => {
    const ready = Buffer.concat([piece(160), piece(161)]).subarray(samples * 4, samples * 4 + PIECE_BYTES);
    const toUs = 4_000_000 + Math.round((samples * 1_000_000) / 48_000);
    expect(resumed(paused(), ready, 1_000_000)).toEqual({ kind: "unheard", fromUs: 1_000_000, toUs });
  });

  it("is found where pieces are not a whole number of what is remembered", () => {
    const audio = new PausedAudio();
    audio.begin(0);
    const sound = Buffer.concat(Array.from({ length: 80 }, (_piece, index) => piece(index)));
    const [bytes, us] = [4_410 * 4, 91_875];
    for (let index = 0; (index + 1) * bytes <= sound.byteLength; index++)
      audio.add({ startUs: index * us, durationUs: us, bytes: sound.subarray(index * bytes, (index + 1) * bytes) });
    audio.pause(1_000_000);
    expect(resumed(audio, piece(41), 0)).toEqual({ kind: "unheard", fromUs: 0, toUs: 1_025_000 });
  });

  it("leaves out all that there was when nothing of it was heard", () => {
    expect(resumed(paused(), piece(160), -1)).toEqual({ kind: "unheard", fromUs: 0, toUs: 4_000_000 });
  });

  it("was heard already as far as the Echo was ahead of the server", () => {
    expect(resumed(paused(), piece(160), 7_500_000)).toEqual({ kind: "heard", us: 3_500_000 });
  });

  it.each([3_900_000, 4_000_000, 4_200_000])("goes on where the Echo fell silent, at %i µs", (heardUs) => {
    expect(resumed(paused(), piece(160), heardUs)).toEqual({ kind: "goesOn" });
  });

  it("is found behind a stall, where the timestamps jump", () => {
    const audio = new PausedAudio();
    audio.begin(0);
    audio.add({ startUs: 0, durationUs: PIECE_US, bytes: piece(0) });
    audio.add({ startUs: 2_000_000, durationUs: PIECE_US, bytes: piece(1) });
    audio.pause(2_010_000);
    expect(resumed(audio, piece(1), 1_000_000)).toEqual({ kind: "unheard", fromUs: 1_000_000, toUs: 2_000_000 });
  });

  it("is the nearest to the pause of what repeats itself", () => {
    const audio = new PausedAudio();
    audio.begin(0);
    for (let index = 0; index < 400; index++)
      audio.add({ startUs: index * PIECE_US, durationUs: PIECE_US, bytes: piece(index % 40) });
    audio.pause(4_100_000);
    expect(resumed(audio, piece(0), 1_000_000)).toEqual({ kind: "unheard", fromUs: 1_000_000, toUs: 4_000_000 });
  });
});

describe("audio that begins anew", () => {
  it.each<[string, Uint8Array, number | undefined]>([
    ["something else", piece(1_000), 1_000_000],
    ["from far away in the item", piece(350), 1_000_000],
    ["silence", new Uint8Array(PIECE_BYTES), 1_000_000],
    ["too short to be known", piece(160).subarray(0, 256), 1_000_000],
    ["of a player of which nobody knows what was heard", piece(160), undefined],
  ])("is %s", (_case, bytes, heardUs) => {
    expect(resumed(paused(), bytes, heardUs)).toEqual({ kind: "anew" });
  });

  it("is the same from its beginning, though it was heard", () => {
    const soon = new PausedAudio();
    soon.begin(0);
    soon.add({ startUs: 0, durationUs: PIECE_US, bytes: piece(0) });
    soon.pause(1_000_000);
    expect(resumed(soon, piece(0), 3_000_000)).toEqual({ kind: "anew" });
  });

  it("is what comes after another generation began, or after a pause at no known moment", () => {
    const audio = paused();
    audio.begin(9_000_000);
    expect(resumed(audio, piece(160), 1_000_000)).toEqual({ kind: "anew" });
    const lost = paused();
    lost.pause(undefined);
    expect(resumed(lost, piece(160), 1_000_000)).toEqual({ kind: "anew" });
  });
});
