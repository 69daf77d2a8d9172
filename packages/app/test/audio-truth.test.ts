import type { ServerVersion, Tune } from "@ma-alexa/simulator";
import { describe, expect, it } from "vitest";
import { AudioLine } from "./testing/audio-line.js";
import { decoded } from "./testing/decoding.js";
import { HOUSE_TEST_MS } from "./testing/house.js";
import { chirp, clicks, delayOf, differences, joined, sine, tuneOf } from "./testing/signals.js";

/** What is heard of the next item is only told when Music Assistant believes that it sounds: it is not shorter than what lies ahead. */
const TUNES = [tuneOf("chirp", chirp, 12.437), tuneOf("sine", sine, 11.31), tuneOf("clicks", clicks, 3.733)];
const PAUSED = [
  tuneOf("chirp", chirp, 12.437, 50),
  tuneOf("sine", sine, 11.31, 50),
  tuneOf("chirp again", chirp, 3.733),
];
/** Music Assistant drops the unfinished last chunk: at most a block of FLAC. */
const TAIL_SECONDS = 0.1;
/** The encoder and the decoder of MP3 together. */
const CODEC_DELAY_MS = 50;

const DIALECTS: readonly ServerVersion[] = ["2.0.0", "6.1.1", "9.1.1", "10.2.1"];
const CODECS = ["mp3", "flac"] as const;
const SHAPES = ["continuous", "per-track"] as const;
const CELLS = DIALECTS.flatMap((profile) =>
  CODECS.flatMap((codec) => SHAPES.map((shape) => ({ profile, codec, shape }))),
);

type Cell = (typeof CELLS)[number];

async function open({ profile, codec, shape }: Cell, tunes: readonly Tune[]): Promise<AudioLine> {
  return await new AudioLine({ profile, codec: codec === "mp3" ? "pcm" : "flac", shape, tunes }).open();
}

/** Plays everything and answers with the bodies of all responses. */
async function played(line: AudioLine, responses: number): Promise<Uint8Array[]> {
  line.play();
  await line.playedOut(responses);
  return line.responses.map(({ pieces }) => Buffer.concat(pieces));
}

function expectWhole(heard: Float32Array, source: Float32Array): void {
  const delay = delayOf(heard, source);
  expect(delay / 48).toBeLessThan(CODEC_DELAY_MS);
  expect(differences(heard, source, delay)).toEqual([]);
  expect(heard.length / 48_000).toBeGreaterThan(source.length / 48_000 - TAIL_SECONDS);
}

describe("what a sine, a chirp and clicks become", { timeout: HOUSE_TEST_MS }, () => {
  it.each(CELLS)("nothing is missing, doubled or cut: $profile, $codec, $shape", async (cell) => {
    const line = await open(cell, TUNES);
    const bodies = await played(line, cell.shape === "continuous" ? 1 : TUNES.length);
    expectWhole(await decoded(joinedBodies(bodies, cell.codec), cell.codec), joined(TUNES));
  });

  it.each([
    { name: "at most 1.2 s from the true boundary", tunes: TUNES, codecs: CODECS, withinMs: 1_200 },
    // How loud FLAC is, is seen by its length, and the simulated server's frames are all equally long.
    { name: "at most 0.1 s where there is a pause of 50 ms", tunes: PAUSED, codecs: ["mp3"] as const, withinMs: 100 },
  ])("an item ends $name", async ({ tunes, codecs, withinMs }) => {
    for (const codec of codecs) {
      const line = await open({ profile: "6.1.1", codec, shape: "per-track" }, tunes);
      const bodies = await played(line, tunes.length);
      let endMs = 0;
      let trueMs = 0;
      for (const [index, tune] of tunes.slice(0, -1).entries()) {
        const heard = await decoded(bodies[index] ?? new Uint8Array(), codec);
        endMs += heard.length / 48;
        trueMs += tune.frames / 48;
        expect(Math.abs(endMs - trueMs), `${codec}, the end of ${tune.id}`).toBeLessThanOrEqual(withinMs);
      }
    }
  });

  it.each(CODECS)(
    "the bridge shows within 50 ms what is heard of %s, where items are a breath apart",
    async (codec) => {
      const line = await open({ profile: "6.1.1", codec, shape: "continuous" }, PAUSED);
      line.play();
      const shown: { readonly soundedMs: number; readonly title?: string; readonly positionMs?: number }[] = [];
      while (line.responses[0]?.isEnded !== true) {
        await line.pass(500);
        const { soundedMs, snapshot } = line;
        if (soundedMs !== undefined) shown.push({ soundedMs, ...snapshot.nowPlaying });
      }
      const heard = await decoded(Buffer.concat(line.responses[0].pieces), codec);
      const delayMs = delayOf(heard, joined(PAUSED)) / 48;
      const judged = shown.flatMap(({ soundedMs, title, positionMs = NaN }) => {
        const place = placeOf(soundedMs - delayMs);
        return place === undefined ? [] : [{ title, place, errorMs: Math.abs(positionMs - place.positionMs) }];
      });
      expect(judged.length).toBeGreaterThan(25);
      expect(judged.filter(({ title, place, errorMs }) => title !== place.title || !(errorMs <= 50))).toEqual([]);
    },
  );
});

/** Music Assistant tells a natural change so long after it, at most. */
const TOLD_WITHIN_MS = 4_000;

/** What sounds so long after the first sample; undefined after a change of which nobody has been told. */
function placeOf(ms: number): { readonly title: string; readonly positionMs: number } | undefined {
  let beginsMs = 0;
  for (const { title, frames, durationMs } of PAUSED) {
    const positionMs = ms - beginsMs;
    if (positionMs < 0) return undefined;
    // No position is shown beyond the duration, which is told in whole seconds, rounded down.
    if (positionMs < durationMs && positionMs >= (beginsMs === 0 ? 0 : TOLD_WITHIN_MS)) return { title, positionMs };
    beginsMs += frames / 48;
  }
  return undefined;
}

/** Every body has a head of its own; frames go on from one to the next. */
function joinedBodies(bodies: readonly Uint8Array[], codec: Cell["codec"]): Uint8Array {
  const HEAD_BYTES = codec === "flac" ? 42 : 0;
  return Buffer.concat(bodies.map((body, index) => body.subarray(index === 0 ? 0 : HEAD_BYTES)));
}

describe("the judgement", () => {
  const source = joined(TUNES);
  const cut = (from: number, to: number): Float32Array =>
    Float32Array.from([...source.subarray(0, from * 48_000), ...source.subarray(to * 48_000)]);

  it("takes what is whole for whole, and finds a loss, a repeat and a click", () => {
    expect(differences(source, source, 0)).toEqual([]);
    expect(differences(cut(2, 2.03), source, 0)[0]).toBeCloseTo(2, 1);
    expect(differences(cut(8, 7.9), source, 0)[0]).toBeCloseTo(8, 1);
    const clicked = Float32Array.from(source);
    for (let at = 0; at < 200; at++) clicked[9 * 48_000 + at] = -0.9;
    expect(differences(clicked, source, 0)).toEqual([9]);
  });
});
