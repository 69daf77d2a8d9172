import { createTunes, locate } from "@ma-alexa/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sine, StreamBench } from "./testing/stream-bench.js";

const [tuneA, tuneB] = createTunes().map((tune) => ({
  id: tune.id,
  pcm: { sampleRate: 48_000, channels: 2, samples: tune.samples() },
}));
if (tuneA === undefined || tuneB === undefined) throw new Error("The street has no tunes");
const SECOND_US = 1_000_000;

let bench: StreamBench;
beforeEach(async () => {
  bench = new StreamBench();
  await bench.start();
});
afterEach(async () => {
  await bench.stop();
});

function seconds(tune: { readonly pcm: { readonly samples: Int16Array } }, from: number, to: number): Int16Array {
  return tune.pcm.samples.subarray(from * 96_000, to * 96_000);
}

/** Time passes for the Echo and for MA alike. */
async function pass(ms: number): Promise<void> {
  await bench.clock.advance(ms, 100);
  bench.source.present += ms * 1_000;
}

describe("a network that stalls", () => {
  it("does not make the Echo hold more afterwards: what it was not given it has not sounded", async () => {
    await bench.play(1, 0, sine(440, 60));
    const sink = bench.get();
    bench.report("started", 0);
    await pass(3_000);
    sink.isFull = true;
    await pass(20_000);
    sink.drain();
    await pass(1_000);
    expect(bench.stream.heldMs()).toBeLessThan(6_500);
    expect(bench.stream.heldMs()).toBeGreaterThan(3_900);
  });

  it("for more than thirty seconds goes on at the present", async () => {
    await bench.play(1, 0, seconds(tuneA, 0, 20));
    await bench.add(1, 20 * SECOND_US, seconds(tuneB, 0, 30));
    const sink = bench.get();
    await pass(1_000);
    sink.isFull = true;
    await pass(35_000);
    sink.drain();
    await pass(3_000);
    const heard = locate(await sink.heard(), [tuneA, tuneB], { expectedCuts: "jumps" });
    const last = heard.segments.at(-1);
    // 20 s of the one tune, then the other: it is 36 s and what the Echo holds.
    expect([last?.sourceId, (last?.sourceStartMs ?? 0) > 15_000]).toEqual([tuneB.id, true]);
  });

  it("for a minute has no reader, and the stream is left half a minute later", async () => {
    await bench.play(1, 0, sine(440, 20));
    const sink = bench.get();
    sink.isFull = true;
    await pass(55_000);
    expect(sink.isEnded).toBe(false);
    await pass(8_000);
    expect(sink.isEnded).toBe(true);
    await pass(31_000);
    expect(bench.facts).toContainEqual({ kind: "left" });
  });
});

describe("an Echo that comes back", () => {
  it("to the same address and counts on from where it was is fed as before", async () => {
    await bench.play(1, 0, sine(440, 60));
    const first = bench.get();
    bench.report("started", 0);
    await pass(20_000);
    first.abort();
    const second = bench.get();
    await pass(500);
    bench.report("started", 21_000);
    await pass(4_000);
    expect(bench.stream.heldMs()).toBeLessThan(7_000);
    expect(second.audioMs).toBeLessThan(12_000);
  });

  it("after its response was ended for a new launch hears the present of the same generation", async () => {
    await bench.play(1, 0, seconds(tuneA, 0, 30));
    bench.get();
    await pass(5_000);
    bench.stream.silenceAll();
    const sink = bench.get("play-2");
    await pass(3_000);
    const heard = locate(await sink.heard(), [tuneA]);
    expect(heard.segments[0]?.sourceStartMs).toBeGreaterThan(4_900);
    expect(heard.segments[0]?.sourceStartMs).toBeLessThan(5_100);
  });

  it("after a question of more than thirty seconds hears the present", async () => {
    await bench.play(1, 0, seconds(tuneA, 0, 20));
    await bench.add(1, 20 * SECOND_US, seconds(tuneB, 0, 30));
    const sink = bench.get();
    bench.report("started", 0);
    await pass(3_000);
    bench.report("stopped", 3_000);
    await pass(32_000);
    bench.report("started", 3_000);
    await pass(6_000);
    const heard = locate(await sink.heard(), [tuneA, tuneB], { expectedCuts: "jumps" });
    const last = heard.segments.at(-1);
    // 20 s of the one tune, then the other: it is 36 s and what the Echo holds.
    expect([last?.sourceId, (last?.sourceStartMs ?? 0) > 15_000]).toEqual([tuneB.id, true]);
  });

  it("with an address of an earlier run of the bridge hears what plays now", async () => {
    const sink = bench.get("play-1", 7);
    await pass(4_000);
    await bench.play(1, 4 * SECOND_US, sine(440, 10));
    await pass(1_000);
    expect(sink.bytes).toBeGreaterThan(0);
  });

  it("later than what is kept of the generation's beginning hears the present", async () => {
    await bench.play(1, 0, seconds(tuneA, 0, 60));
    bench.source.present = 90 * SECOND_US;
    await bench.add(1, 60 * SECOND_US, seconds(tuneB, 0, 60));
    const sink = bench.get();
    await bench.clock.advance(2_000);
    const heard = locate(await sink.heard(), [tuneA, tuneB]);
    expect(heard.segments[0]?.sourceId).toBe(tuneB.id);
    expect(heard.segments[0]?.sourceStartMs).toBeGreaterThan(29_000);
  });
});

describe("a player that is gone", () => {
  it("is heard again when it comes back", async () => {
    await bench.play(1, 0, sine(440, 20));
    const first = bench.get();
    await pass(1_000);
    bench.source.leave();
    await pass(1_500);
    first.abort();
    const second = bench.get("play-2");
    await pass(500);
    expect(second.bytes).toBe(0);
    await bench.play(2, 30 * SECOND_US, sine(550, 10));
    await pass(500);
    expect(second.audioMs).toBeGreaterThan(5_000);
  });
});

describe("generations", () => {
  it("after a natural end are heard after what was unsent of it, when MA's timestamps say so", async () => {
    await bench.play(1, 0, seconds(tuneA, 0, 10));
    bench.source.tell({ kind: "end", generation: 1, natural: true });
    const sink = bench.get();
    await bench.clock.advance(500);
    await bench.play(2, 10 * SECOND_US, seconds(tuneB, 0, 10));
    await bench.clock.advance(12_000, 50);
    const heard = locate(await sink.heard(), [tuneA, tuneB], { expectedCuts: "jumps" });
    const [first, second] = heard.segments;
    expect((first?.sourceStartMs ?? 0) + (first?.lengthMs ?? 0)).toBeGreaterThan(9_950);
    expect([second?.sourceId, (second?.sourceStartMs ?? 99) < 40]).toEqual([tuneB.id, true]);
  });

  it("do not hide that the Echo has left", async () => {
    await bench.play(1, 0, sine(440, 20));
    const sink = bench.get();
    await pass(1_000);
    sink.abort();
    await pass(15_000);
    await bench.play(2, 30 * SECOND_US, sine(550, 20));
    await pass(16_000);
    expect(bench.facts).toContainEqual({ kind: "left" });
  });
});

describe("the first second", () => {
  it("is music alone, although MA's audio comes as slowly as it sounds", async () => {
    const sink = bench.get();
    for (let i = 0; i < 20; i++) {
      if (i === 0) await bench.play(1, 0, seconds(tuneA, 0, 1));
      else await bench.add(1, i * SECOND_US, seconds(tuneA, i, i + 1));
      await bench.clock.advance(200);
    }
    const heard = locate(await sink.heard(), [tuneA]);
    expect(heard).toMatchObject({ gaps: [], repeats: [], losses: [], silences: [] });
  });
});
