import { createTunes, locate, sineCheck, type Pcm } from "@ma-alexa/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sine, StreamBench, type CollectingSink } from "./testing/stream-bench.js";

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

function seconds(pcm: Pcm, from: number, to: number): Int16Array {
  return (pcm.samples as Int16Array).subarray(from * 96_000, to * 96_000);
}

async function written(sink: CollectingSink, ms: number): Promise<void> {
  await bench.clock.until(`${String(ms)} ms were written`, () => sink.audioMs >= ms, 60_000);
}

describe("what an Echo hears", () => {
  it("is the source without a gap or a repeat, from its first sample on", async () => {
    await bench.play(1, 0, seconds(tuneA.pcm, 0, 12));
    const sink = bench.get();
    await written(sink, 11_000);
    const heard = locate(await sink.heard(), [tuneA]);
    expect(heard).toMatchObject({ gaps: [], repeats: [], losses: [], cuts: [] });
    expect(heard.segments[0]?.sourceStartMs).toBeLessThan(30);
    expect(heard.correlation).toBeGreaterThan(0.99);
  });

  it("is a sine without a jump of phase where MA sent a sine", async () => {
    await bench.play(1, 0, sine(440, 10));
    const sink = bench.get();
    await written(sink, 9_000);
    expect(sineCheck(await sink.heard(), 440)).toMatchObject({ gaps: [], phaseJumps: [] });
  });

  it("goes over to the new generation's first sample at a skip, within the same response", async () => {
    await bench.play(1, 0, seconds(tuneA.pcm, 0, 20));
    const sink = bench.get();
    await written(sink, 8_000);
    await bench.play(2, 30 * SECOND_US, seconds(tuneB.pcm, 0, 12));
    await bench.clock.advance(10_000);
    const heard = locate(await sink.heard(), [tuneA, tuneB], { expectedCuts: "jumps" });
    expect(heard.segments.map((segment) => segment.sourceId)).toEqual([tuneA.id, tuneB.id]);
    expect(heard.segments[1]?.sourceStartMs).toBeLessThan(40);
    expect(heard).toMatchObject({ gaps: [], repeats: [], losses: [] });
  });

  it("begins with the skip's first sample for the Play that overtakes the running one, and goes on there if it does not come", async () => {
    await bench.play(1, 0, seconds(tuneA.pcm, 0, 20));
    const running = bench.get();
    bench.report("started", 0);
    await bench.clock.advance(6_000);
    bench.source.present = 30 * SECOND_US;
    await bench.play(2, 30 * SECOND_US, seconds(tuneB.pcm, 0, 16));
    await bench.clock.advance(2_000);
    bench.source.present = 32 * SECOND_US;
    const again = bench.get("play-2");
    await bench.clock.advance(6_000);
    const heard = locate(await again.heard(), [tuneA, tuneB]);
    expect(heard.segments.map(({ sourceId }) => sourceId)).toEqual([tuneB.id]);
    expect(heard.segments[0]?.sourceStartMs).toBeLessThan(40);
    const seamless = locate(await running.heard(), [tuneA, tuneB], { expectedCuts: "jumps" });
    expect(seamless.segments.map(({ sourceId }) => sourceId)).toEqual([tuneA.id, tuneB.id]);
    expect(seamless).toMatchObject({ gaps: [], repeats: [], losses: [] });
  });

  it("is encoded silence while MA stalls, then what comes late, in order", async () => {
    await bench.play(1, 0, seconds(tuneA.pcm, 0, 6));
    const sink = bench.get();
    await bench.clock.advance(8_500);
    await bench.add(1, 6 * SECOND_US, seconds(tuneA.pcm, 6, 12));
    await bench.clock.advance(8_000);
    const heard = locate(await sink.heard(), [tuneA]);
    expect(heard.losses).toEqual([]);
    expect(heard.repeats).toEqual([]);
    expect(heard.segments.at(-1)?.sourceStartMs).toBeGreaterThan(5_900);
    expect(sink.isEnded).toBe(false);
  });

  it("is whole before the silence, when MA says only after the last sample sounded that there is no more", async () => {
    await bench.play(1, 0, seconds(tuneA.pcm, 0, 5));
    const sink = bench.get();
    await bench.clock.advance(6_500);
    bench.source.tell({ kind: "end", generation: 1, natural: true });
    await bench.clock.until("the response ended", () => sink.isEnded, 3_000);
    const heard = locate(await sink.heard(), [tuneA]);
    expect(heard).toMatchObject({ gaps: [], repeats: [], losses: [] });
    expect(heard.segments).toHaveLength(1);
    expect((heard.segments[0]?.sourceStartMs ?? 0) + (heard.segments[0]?.lengthMs ?? 0)).toBeGreaterThan(4_950);
  });

  it("ends with the last sample at the natural end, not before the Echo holds half a second", async () => {
    await bench.play(1, 0, seconds(tuneA.pcm, 0, 5));
    bench.source.tell({ kind: "end", generation: 1, natural: true });
    const sink = bench.get();
    await bench.clock.advance(5_000);
    expect(sink.isEnded).toBe(false);
    await bench.clock.until("the response ended", () => sink.isEnded, 3_000);
    const heard = locate(await sink.heard(), [tuneA]);
    const last = heard.segments.at(-1);
    expect((last?.sourceStartMs ?? 0) + (last?.lengthMs ?? 0)).toBeGreaterThan(4_950);
  });
});

describe("pacing", () => {
  it("gives a burst of 6 s, then real time, and the surplus back", async () => {
    await bench.play(1, 0, sine(440, 30));
    const sink = bench.get();
    await bench.clock.advance(300);
    expect(sink.audioMs).toBeGreaterThan(5_900);
    expect(sink.audioMs).toBeLessThan(6_400);
    bench.report("started", 0);
    await bench.clock.advance(10_000);
    expect(bench.stream.heldMs()).toBeGreaterThan(5_300);
    expect(bench.stream.heldMs()).toBeLessThan(5_600);
  });

  it("stands still while the Echo does, and goes on where it was after a spoken question", async () => {
    await bench.play(1, 0, seconds(tuneA.pcm, 0, 30));
    const sink = bench.get();
    await bench.clock.advance(500);
    bench.report("started", 0);
    await bench.clock.advance(4_000);
    bench.report("stopped", 4_000);
    const before = sink.bytes;
    await bench.clock.advance(5_000);
    expect(sink.bytes).toBe(before);
    bench.report("started", 4_000);
    await bench.clock.advance(4_000);
    expect(sink.bytes).toBeGreaterThan(before);
    expect(locate(await sink.heard(), [tuneA])).toMatchObject({ gaps: [], repeats: [], losses: [] });
  });

  it("keeps unsent bytes replaceable while the socket is full", async () => {
    await bench.play(1, 0, seconds(tuneA.pcm, 0, 20));
    const sink = bench.get();
    sink.isFull = true;
    await bench.clock.advance(2_500);
    const before = sink.bytes;
    await bench.play(2, 30 * SECOND_US, seconds(tuneB.pcm, 0, 12));
    await bench.clock.advance(1_000);
    expect(sink.bytes).toBe(before);
    sink.drain();
    await bench.clock.advance(1_000);
    const heard = locate(await sink.heard(), [tuneA, tuneB], { expectedCuts: "jumps" });
    expect(heard.segments.at(-1)?.sourceId).toBe(tuneB.id);
  });

  it("tells where MA's timeline sounds", async () => {
    await bench.play(1, 5 * SECOND_US, sine(440, 20));
    bench.get();
    await bench.clock.advance(1_000);
    bench.report("started", 0);
    await bench.clock.advance(3_000);
    expect(bench.stream.soundingUs()).toBeCloseTo(8 * SECOND_US, -5);
  });
});

describe("GETs are listeners, not commands", () => {
  it("a second one does not disturb the first, and begins at the present", async () => {
    await bench.play(1, 0, seconds(tuneA.pcm, 0, 20));
    const first = bench.get();
    await bench.clock.advance(2_000);
    bench.source.present = 4 * SECOND_US;
    const second = bench.get();
    await bench.clock.advance(500);
    second.abort();
    await bench.clock.advance(6_000);
    expect(locate(await first.heard(), [tuneA])).toMatchObject({ gaps: [], repeats: [], losses: [], cuts: [] });
    expect(locate(await second.heard(), [tuneA]).segments[0]?.sourceStartMs).toBeGreaterThan(3_900);
  });

  it("a probing one that is given up takes nothing from the one that follows", async () => {
    await bench.play(1, 2 * SECOND_US, seconds(tuneA.pcm, 0, 12));
    const probe = bench.get();
    await bench.clock.advance(200);
    probe.abort();
    const sink = bench.get();
    await written(sink, 3_000);
    expect(locate(await sink.heard(), [tuneA]).segments[0]?.sourceStartMs).toBeLessThan(60);
  });

  it("one that comes before any audio waits for it", async () => {
    const sink = bench.get();
    await bench.clock.advance(3_000);
    await bench.play(1, 0, sine(440, 5));
    await written(sink, 1_000);
    expect(bench.facts).toContainEqual({ kind: "fetched", playId: "play-1" });
  });

  it("one that waits for ten seconds in vain ends without a byte", async () => {
    const sink = bench.get();
    await bench.clock.advance(10_100);
    expect([sink.isEnded, sink.bytes]).toEqual([true, 0]);
  });

  it("one for a skip begins with the next generation", async () => {
    await bench.play(1, 0, seconds(tuneA.pcm, 0, 12));
    bench.get();
    await bench.clock.advance(1_000);
    const sink = bench.get("play-2", 1);
    await bench.clock.advance(1_000);
    expect(sink.bytes).toBe(0);
    await bench.play(2, 30 * SECOND_US, seconds(tuneB.pcm, 0, 12));
    await written(sink, 2_000);
    expect(locate(await sink.heard(), [tuneA, tuneB]).segments[0]?.sourceId).toBe(tuneB.id);
  });

  it("one for a skip that MA does not make goes on at the present", async () => {
    await bench.play(1, 0, seconds(tuneA.pcm, 0, 12));
    bench.get();
    const sink = bench.get("play-2", 1);
    await bench.clock.advance(3_500);
    expect(sink.bytes).toBeGreaterThan(0);
  });

  it("nobody for thirty seconds means that the stream was left", async () => {
    await bench.play(1, 0, sine(440, 60));
    const sink = bench.get();
    await bench.clock.advance(1_000);
    sink.abort();
    await bench.clock.advance(29_000, 100);
    expect(bench.facts).not.toContainEqual({ kind: "left" });
    await bench.clock.advance(1_500, 100);
    expect(bench.facts).toContainEqual({ kind: "left" });
  });
});

describe("silence", () => {
  it("ends every response at once, and the next GET waits for what comes next", async () => {
    await bench.play(1, 0, sine(440, 20));
    const sink = bench.get();
    await bench.clock.advance(1_000);
    bench.stream.silenceAll();
    expect(sink.isEnded).toBe(true);
    bench.source.tell({ kind: "end", generation: 1, natural: false });
    await bench.clock.advance(100);
    const next = bench.get();
    await bench.clock.advance(1_000);
    expect(next.bytes).toBe(0);
    await bench.play(2, 30 * SECOND_US, sine(550, 5));
    await written(next, 1_000);
    expect(sineCheck(await next.heard(), 550)).toMatchObject({ gaps: [], phaseJumps: [] });
  });

  it("comes by itself ten seconds after MA sent its last, and is reported", async () => {
    await bench.play(1, 0, sine(440, 8));
    const sink = bench.get();
    await bench.clock.advance(500);
    bench.report("started", 0);
    await bench.clock.advance(9_000, 50);
    bench.source.present = 10 * SECOND_US;
    expect(sink.isEnded).toBe(false);
    await bench.clock.advance(1_500, 50);
    expect([sink.isEnded, bench.facts.some((fact) => fact.kind === "starved")]).toEqual([true, true]);
  });

  it("does not come before MA's own time has passed what it sent", async () => {
    await bench.play(1, 0, sine(440, 5));
    const sink = bench.get();
    bench.report("started", 0);
    await bench.clock.advance(14_000, 50);
    bench.source.present = 5 * SECOND_US;
    await bench.clock.advance(500, 50);
    expect(sink.isEnded).toBe(false);
    bench.source.tell({ kind: "end", generation: 1, natural: true });
    await bench.clock.until("the response ended", () => sink.isEnded, 3_000);
    expect(bench.facts.some((fact) => fact.kind === "starved")).toBe(false);
  });

  it("leaves no timer behind when the streams stop", async () => {
    await bench.play(1, 0, sine(440, 8));
    bench.get();
    await bench.clock.advance(500);
    await bench.stop();
    expect(bench.clock.pending).toBe(0);
  });
});
