import { createTunes, locate, sineCheck } from "@ma-alexa/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Frame } from "./frame-ring.js";
import { sine, StreamBench, type CollectingSink } from "./testing/stream-bench.js";
import { unheardFrames } from "./unheard-frames.js";

const RATE = 48_000;
const SECOND_US = 1_000_000;
const RESUMED_US = 60 * SECOND_US;

/** Ten seconds of frames from 0 on; each says where it lay. */
const kept: readonly Frame[] = Array.from({ length: 417 }, (_frame, index) => ({
  generation: 1,
  startUs: index * 24_000,
  durationUs: 24_000,
  bytes: Uint8Array.of(index >> 8, index),
}));

describe("the frames that were not heard before a pause", () => {
  it("begin a frame before where the Echo fell silent and lead beyond where the server goes on, as far as a joint needs", () => {
    const { frames, joinsAtUs } = unheardFrames(kept, {
      generation: 2,
      startUs: RESUMED_US,
      unheard: { fromUs: 2 * SECOND_US, toUs: 4 * SECOND_US },
    });
    expect(frames[0]).toEqual({
      generation: 2,
      startUs: RESUMED_US - 32_000,
      durationUs: 24_000,
      bytes: Uint8Array.of(0, 82),
      after: Uint8Array.of(0, 81),
    });
    expect(frames[1]).toEqual({ ...kept[83], generation: 2, startUs: RESUMED_US - 8_000 });
    expect(joinsAtUs).toBe(RESUMED_US + 2_104_000);
    expect(frames.at(-1)?.startUs).toBe(RESUMED_US + 2_080_000);
  });

  it("end before the server's first where the paused stream was not encoded far enough for a joint", () => {
    const { frames, joinsAtUs } = unheardFrames(kept.slice(0, 168), {
      generation: 2,
      startUs: RESUMED_US,
      unheard: { fromUs: 2 * SECOND_US, toUs: 4 * SECOND_US },
    });
    expect([frames.length, frames.at(-1)?.bytes, joinsAtUs]).toEqual([84, Uint8Array.of(0, 165), undefined]);
  });

  it.each([
    ["nothing is kept", []],
    ["all that is kept was heard", kept.slice(0, 50)],
  ])("are none where %s", (_case, frames) => {
    const unheard = { fromUs: 2 * SECOND_US, toUs: 4 * SECOND_US };
    expect(unheardFrames(frames, { generation: 2, startUs: RESUMED_US, unheard }).frames).toEqual([]);
  });
});

describe("a resume that begins with what was not heard", () => {
  let bench: StreamBench;
  beforeEach(() => {
    bench = new StreamBench();
  });
  afterEach(async () => {
    await bench.stop();
  });

  /** Paused after `heardMs` at the Echo, resumed by the server at another sample; what the Echo hears then. */
  async function resumed(sound: Int16Array, bitrateKbps: 192 | 320): Promise<CollectingSink> {
    const [heardMs, goesOn] = [2_000, 4 * RATE + 77];
    await bench.start({ bitrateKbps });
    await bench.play(1, 0, sound.subarray(0, 9 * RATE * 2));
    bench.get();
    bench.report("started", 0);
    await bench.clock.advance(heardMs);
    bench.source.tell({ kind: "end", generation: 1, natural: false });
    const toUs = Math.round((goesOn / RATE) * SECOND_US);
    const unheard = { fromUs: heardMs * 1_000, toUs };
    const startUs = RESUMED_US - (unheard.toUs - unheard.fromUs);
    bench.source.tell({ kind: "generation", generation: 2, startUs, format: { codec: "pcm" }, unheard });
    await bench.add(2, RESUMED_US, sound.subarray(goesOn * 2));
    const again = bench.get("play-2");
    await bench.clock.advance(8_000);
    return again;
  }

  it("is a sine without a jump of phase, at 320 kbit/s", async () => {
    const again = await resumed(sine(440, 20), 320);
    expect(again.audioMs).toBeGreaterThan(9_000);
    const { gaps, phaseJumps } = sineCheck(await again.heard(), 440);
    // A decoder that begins in the middle of a sound needs half a frame to come in.
    expect([gaps.filter(({ heardStartMs }) => heardStartMs > 24), phaseJumps]).toEqual([[], []]);
  });

  it.each([192, 320] as const)("loses and repeats nothing of a tune, at %i kbit/s", async (bitrateKbps) => {
    const [tune] = createTunes();
    if (tune === undefined) throw new Error("The street has no tunes");
    const again = await resumed(tune.samples().subarray(0, 20 * RATE * 2), bitrateKbps);
    const heard = locate(await again.heard(), [
      { id: tune.id, pcm: { sampleRate: RATE, channels: 2, samples: tune.samples() } },
    ]);
    expect(heard).toMatchObject({ repeats: [], losses: [], cuts: [] });
    expect(Math.abs((heard.segments[0]?.sourceStartMs ?? 0) - 2_000)).toBeLessThan(40);
  });
});
