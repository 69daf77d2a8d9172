import { TestClock } from "@ma-alexa/simulator";
import { describe, expect, it } from "vitest";
import { mp3Codec } from "../stream-codec.js";
import { CollectingSink } from "../testing/stream-bench.js";
import { ItemResponse } from "./item-response.js";
import { ItemTrack } from "./item-track.js";

const FRAME_BYTES = 960;
/** Two minutes more than is kept in memory. */
const FRAMES = 80_000;
const FIRST_KEPT = FRAMES - 75_001;

/** An item whose beginning is forgotten; each frame says which it is. */
function long(): ItemTrack {
  const track = new ItemTrack(mp3Codec(new Uint8Array(FRAME_BYTES)));
  for (let index = 0; index < FRAMES; index++) {
    const bytes = Buffer.alloc(FRAME_BYTES);
    bytes.writeUInt32BE(index);
    track.append({ generation: 1, startUs: index * 24_000, durationUs: 24_000, bytes });
  }
  return track;
}

function given(
  track: ItemTrack,
  from: number,
  length?: number,
): { readonly frames: number[]; readonly isEnded: boolean } {
  const sink = new CollectingSink();
  const response = new ItemResponse({
    item: "item",
    track,
    from,
    length,
    sink,
    clock: new TestClock(),
    lead: { leadMs: 4_000, burstMs: 6_000 },
    before: undefined,
    onEnd: () => undefined,
  });
  response.start();
  const bytes = Buffer.concat(sink.pieces);
  const frames = Array.from({ length: bytes.byteLength / FRAME_BYTES }, (_frame, at) =>
    bytes.readUInt32BE(at * FRAME_BYTES),
  );
  response.silence();
  return { frames, isEnded: sink.isEnded };
}

describe("an item whose beginning is forgotten", () => {
  const track = long();

  it("begins with the oldest that is kept, each frame once", () => {
    const { frames } = given(track, 0);
    expect(frames.length).toBeGreaterThan(200);
    expect(frames.slice(0, 3)).toEqual([FIRST_KEPT, FIRST_KEPT + 1, FIRST_KEPT + 2]);
  });

  it("gives of a part what is kept of it", () => {
    const { frames } = given(track, (FIRST_KEPT - 10) * FRAME_BYTES, 13 * FRAME_BYTES);
    expect(frames).toEqual([FIRST_KEPT, FIRST_KEPT + 1, FIRST_KEPT + 2]);
  });
});
