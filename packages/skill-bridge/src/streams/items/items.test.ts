import { createTunes, locate } from "@ma-alexa/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TrackMark } from "../../ports.js";
import { StreamBench, type CollectingSink } from "../testing/stream-bench.js";

const [tuneA, tuneB] = createTunes().map((tune) => ({
  id: tune.id,
  pcm: { sampleRate: 48_000, channels: 2, samples: tune.samples() },
}));
if (tuneA === undefined || tuneB === undefined) throw new Error("The street has no tunes");
const SECOND_US = 1_000_000;
/** Of MP3 at 320 kbit/s. */
const BYTES_PER_SECOND = 40_000;
const FRAME_BYTES = 960;

let bench: StreamBench;
beforeEach(async () => {
  bench = new StreamBench();
  await bench.start();
});
afterEach(async () => {
  await bench.stop();
});

function sound(tune: typeof tuneA, from: number, to: number): Int16Array {
  return tune?.pcm.samples.subarray(from * 96_000, to * 96_000) ?? new Int16Array(0);
}

function mark(id: number, fromS: number, more: Partial<TrackMark> = {}): TrackMark {
  return { id, fromUs: fromS * SECOND_US, known: id === 1 ? "exact" : "predicted", positionMs: 0, ...more };
}

/** Two items of 4 s without a gap; the cut is known. */
async function twoItems(): Promise<void> {
  const both = new Int16Array(8 * 96_000);
  both.set(sound(tuneA, 0, 4));
  both.set(sound(tuneB, 0, 4), 4 * 96_000);
  bench.source.tell({ kind: "generation", generation: 1, startUs: 0, format: { codec: "pcm" } });
  bench.source.tell({ kind: "mark", generation: 1, mark: mark(1, 0) });
  await bench.add(1, 0, both);
  bench.source.tell({ kind: "mark", generation: 1, mark: mark(2, 4) });
  await bench.clock.advance(100);
}

async function ended(sink: CollectingSink): Promise<void> {
  await bench.clock.until("the response ended", () => sink.isEnded, 60_000);
}

describe("an item's address", () => {
  it("ends where the item ends, and the next item's goes on: nothing lost, nothing doubled", async () => {
    await twoItems();
    const first = bench.item("item-1");
    await ended(first);
    const second = bench.item("item-2");
    await bench.clock.advance(1_000);
    const [heardFirst, heardSecond] = [await first.heard(), await second.heard()];
    expect(Math.abs(heardFirst.samples.length / 96_000 - 4)).toBeLessThan(0.1);
    const one = locate(heardFirst, [tuneA, tuneB]);
    const two = locate(heardSecond, [tuneA, tuneB]);
    expect([one.segments[0]?.sourceId, two.segments[0]?.sourceId]).toEqual([tuneA.id, tuneB.id]);
    expect(two.segments[0]?.sourceStartMs).toBeLessThan(60);
    expect([one, two]).toMatchObject([
      { gaps: [], repeats: [], losses: [] },
      { gaps: [], repeats: [], losses: [] },
    ]);
  });

  it("gives the same bytes again, in parts as well, once the item is finished", async () => {
    await twoItems();
    const first = bench.item("item-1");
    await ended(first);
    const whole = Buffer.concat(first.pieces);
    const part = bench.item("item-1", { from: 100_000, to: 100_999 });
    await ended(part);
    expect(part.head).toMatchObject({
      status: 206,
      length: 1_000,
      contentRange: `bytes 100000-100999/${String(whole.byteLength)}`,
    });
    expect(Buffer.concat(part.pieces)).toEqual(whole.subarray(100_000, 101_000));
    expect(bench.item("item-1", { from: whole.byteLength }).head).toMatchObject({ status: 416 });
  });

  it("promises the total of a growing item to who asks for a part, and ends it at exactly that", async () => {
    bench.source.tell({ kind: "generation", generation: 1, startUs: 0, format: { codec: "pcm" } });
    bench.source.tell({ kind: "mark", generation: 1, mark: mark(1, 0, { endUs: 10 * SECOND_US }) });
    await bench.add(1, 0, sound(tuneA, 0, 6));
    const total = Math.ceil((10 * SECOND_US + 23_021) / 24_000) * FRAME_BYTES;
    const moved = bench.item("item-1", { from: 40_000 });
    expect(moved.head).toMatchObject({
      status: 206,
      contentRange: `bytes 40000-${String(total - 1)}/${String(total)}`,
    });
    await bench.add(1, 6 * SECOND_US, sound(tuneA, 6, 14));
    await ended(moved);
    expect(moved.bytes).toBe(total - 40_000);
  });

  it("is served to two listeners at once, from byte 0 to each", async () => {
    await twoItems();
    const one = bench.item("item-1");
    await bench.clock.advance(2_000);
    const other = bench.item("item-1");
    await ended(one);
    await ended(other);
    expect(Buffer.concat(other.pieces)).toEqual(Buffer.concat(one.pieces));
  });

  it("answers at once and waits when the next item has no audio yet; that is no person's next", async () => {
    bench.source.tell({ kind: "generation", generation: 1, startUs: 0, format: { codec: "pcm" } });
    bench.source.tell({ kind: "mark", generation: 1, mark: mark(1, 0) });
    await bench.add(1, 0, sound(tuneA, 0, 8));
    bench.item("item-1");
    const early = bench.item("item-2");
    await bench.clock.advance(5_000);
    expect([early.head?.status, early.bytes, bench.wishes]).toEqual([200, 0, []]);
    await bench.add(1, 8 * SECOND_US, sound(tuneA, 8, 12));
    bench.source.tell({ kind: "mark", generation: 1, mark: mark(2, 9) });
    await bench.clock.until("the next item's bytes came", () => early.bytes > BYTES_PER_SECOND, 10_000);
  });

  it("of which Alexa was told although the queue is over is given up after 10 s, so that nobody waits for it", async () => {
    await twoItems();
    bench.source.tell({ kind: "end", generation: 1, natural: true });
    await ended(bench.item("item-1"));
    await ended(bench.item("item-2"));
    const vain = bench.item("item-3");
    await bench.clock.advance(9_000);
    expect(vain.isEnded).toBe(false);
    await bench.clock.advance(2_000);
    expect([vain.isEnded, vain.bytes]).toEqual([true, 0]);
  });

  it("is left for the next one, and not come back to within 1.5 s: a person said next", async () => {
    bench.source.tell({ kind: "generation", generation: 1, startUs: 0, format: { codec: "pcm" } });
    bench.source.tell({ kind: "mark", generation: 1, mark: mark(1, 0) });
    await bench.add(1, 0, sound(tuneA, 0, 8));
    const current = bench.item("item-1");
    await bench.clock.advance(1_000);
    current.abort();
    bench.item("item-2");
    await bench.clock.advance(1_400);
    expect(bench.wishes).toEqual([]);
    await bench.clock.advance(200);
    expect(bench.wishes).toEqual(["next"]);
  });

  it("is left and come back to by an Echo that moves or asks for a part: nobody said anything", async () => {
    bench.source.tell({ kind: "generation", generation: 1, startUs: 0, format: { codec: "pcm" } });
    bench.source.tell({ kind: "mark", generation: 1, mark: mark(1, 0) });
    await bench.add(1, 0, sound(tuneA, 0, 8));
    const current = bench.item("item-1");
    bench.item("item-2");
    await bench.clock.advance(1_000);
    current.abort();
    await bench.clock.advance(1_000);
    bench.item("item-1", { from: 80_000 });
    await bench.clock.advance(3_000);
    expect(bench.wishes).toEqual([]);
  });

  it("is the resume when it is fetched again while MA is paused, and goes on at the paused moment of the item", async () => {
    bench.source.tell({ kind: "generation", generation: 1, startUs: 0, format: { codec: "pcm" } });
    bench.source.tell({ kind: "mark", generation: 1, mark: mark(1, 0, { endUs: 20 * SECOND_US }) });
    await bench.add(1, 0, sound(tuneA, 0, 6));
    const before = bench.item("item-1");
    await bench.clock.advance(4_000);
    bench.source.tell({ kind: "end", generation: 1, natural: false });
    bench.stream.silenceAll();
    bench.isStreaming = false;
    await bench.clock.advance(1_000);
    const after = bench.item("item-1", { from: 4 * BYTES_PER_SECOND });
    expect([before.isEnded, bench.wishes]).toEqual([true, ["play"]]);
    bench.source.tell({ kind: "generation", generation: 2, startUs: 70 * SECOND_US, format: { codec: "pcm" } });
    bench.source.tell({ kind: "mark", generation: 2, mark: mark(1, 70, { known: "exact", positionMs: 4_000 }) });
    await bench.add(2, 70 * SECOND_US, sound(tuneA, 4, 11));
    await bench.clock.advance(3_000);
    const heard = locate(await after.heard(), [tuneA]);
    expect(heard).toMatchObject({ losses: [], repeats: [] });
    expect(Math.abs((heard.segments[0]?.sourceStartMs ?? 0) - 4_000)).toBeLessThan(60);
    const last = heard.segments.at(-1);
    expect((last?.sourceStartMs ?? 0) + (last?.lengthMs ?? 0)).toBeGreaterThan(8_000);
  });

  it("is resumed near its end as well, where the next item's audio had come before the pause, and ends as promised", async () => {
    await twoItems();
    const before = bench.item("item-1");
    await bench.clock.advance(2_500);
    bench.source.tell({ kind: "end", generation: 1, natural: false });
    bench.stream.silenceAll();
    bench.isStreaming = false;
    await bench.clock.advance(1_000);
    const after = bench.item("item-1", { from: 2 * BYTES_PER_SECOND });
    expect([before.isEnded, bench.wishes]).toEqual([true, ["play"]]);
    bench.source.tell({ kind: "generation", generation: 2, startUs: 70 * SECOND_US, format: { codec: "pcm" } });
    bench.source.tell({ kind: "mark", generation: 2, mark: mark(1, 70, { known: "exact", positionMs: 2_000 }) });
    bench.source.tell({ kind: "mark", generation: 2, mark: mark(2, 72) });
    const rest = new Int16Array(6 * 96_000);
    rest.set(sound(tuneA, 2, 4));
    rest.set(sound(tuneB, 0, 4), 2 * 96_000);
    await bench.add(2, 70 * SECOND_US, rest);
    await ended(after);
    expect(after.bytes).toBe(after.head?.length);
    const next = bench.item("item-2");
    await bench.clock.advance(1_000);
    expect(locate(await after.heard(), [tuneA, tuneB]).segments.map(({ sourceId }) => sourceId)).toEqual([tuneA.id]);
    expect(locate(await next.heard(), [tuneA, tuneB]).segments.map(({ sourceId }) => sourceId)).toEqual([tuneB.id]);
  });

  it("is void beyond what was given when its item is skipped, and the next item's begins with the new audio", async () => {
    bench.source.tell({ kind: "generation", generation: 1, startUs: 0, format: { codec: "pcm" } });
    bench.source.tell({ kind: "mark", generation: 1, mark: mark(1, 0) });
    await bench.add(1, 0, sound(tuneA, 0, 8));
    const skipped = bench.item("item-1");
    await bench.clock.advance(1_000);
    bench.source.tell({ kind: "generation", generation: 2, startUs: 20 * SECOND_US, format: { codec: "pcm" } });
    bench.source.tell({ kind: "mark", generation: 2, mark: mark(2, 20, { known: "exact" }) });
    await bench.add(2, 20 * SECOND_US, sound(tuneB, 0, 4));
    await ended(skipped);
    expect(skipped.audioMs).toBeLessThan(8_000);
    const next = bench.item("item-2");
    await bench.clock.advance(500);
    const heard = locate(await next.heard(), [tuneA, tuneB]);
    expect(heard.segments.map(({ sourceId }) => sourceId)).toEqual([tuneB.id]);
    expect(heard.segments[0]?.sourceStartMs).toBeLessThan(60);
  });

  it("is the queue's item that it was bound to, also when that changes before it sounds", async () => {
    await twoItems();
    bench.source.tell({ kind: "mark", generation: 1, mark: mark(1, 0, { queueItemId: "a" }) });
    bench.source.tell({ kind: "mark", generation: 1, mark: mark(2, 4, { queueItemId: "b" }) });
    await bench.clock.advance(100);
    bench.stream.bindItem("item-9", "x");
    bench.stream.bindItem("item-9", "b");
    const sink = bench.item("item-9");
    await bench.clock.advance(500);
    expect(locate(await sink.heard(), [tuneA, tuneB]).segments[0]?.sourceId).toBe(tuneB.id);
  });

  it("is heard as the item that it was when the queue is at the next one before that one's audio comes", async () => {
    bench.stream.bindItem("item-1", "a");
    bench.source.tell({ kind: "generation", generation: 1, startUs: 0, format: { codec: "pcm" } });
    bench.source.tell({ kind: "mark", generation: 1, mark: mark(1, 0, { queueItemId: "a" }) });
    await bench.add(1, 0, sound(tuneA, 0, 4));
    bench.item("item-1");
    await bench.clock.advance(500);
    bench.source.tell({ kind: "mark", generation: 1, mark: mark(1, 0, { queueItemId: "b" }) });
    bench.stream.bindItem("item-2", "b");
    const next = bench.item("item-2");
    await bench.clock.advance(500);
    bench.source.tell({ kind: "generation", generation: 2, startUs: 20 * SECOND_US, format: { codec: "pcm" } });
    bench.source.tell({ kind: "mark", generation: 2, mark: mark(2, 20, { known: "exact", queueItemId: "b" }) });
    await bench.add(2, 20 * SECOND_US, sound(tuneB, 0, 4));
    await bench.clock.advance(500);
    const heard = locate(await next.heard(), [tuneA, tuneB]);
    expect(heard.segments.map(({ sourceId }) => sourceId)).toEqual([tuneB.id]);
  });

  it("is no wish where a directive has led to it, and waits for the audio that Music Assistant begins for it", async () => {
    bench.stream.bindItem("item-1", "a");
    bench.source.tell({ kind: "generation", generation: 1, startUs: 0, format: { codec: "pcm" } });
    bench.source.tell({ kind: "mark", generation: 1, mark: mark(1, 0, { queueItemId: "a" }) });
    await bench.add(1, 0, sound(tuneB, 0, 4));
    const left = bench.item("item-1");
    await bench.clock.advance(1_000);
    left.abort();
    bench.stream.bindItem("item-2", "a");
    bench.stream.expectItem("item-2", true);
    const again = bench.item("item-2");
    await bench.clock.advance(5_000);
    expect([again.head?.status, again.bytes, bench.wishes]).toEqual([200, 0, []]);
    bench.source.tell({ kind: "generation", generation: 2, startUs: 20 * SECOND_US, format: { codec: "pcm" } });
    bench.source.tell({ kind: "mark", generation: 2, mark: mark(2, 20, { known: "exact", queueItemId: "a" }) });
    await bench.add(2, 20 * SECOND_US, sound(tuneA, 0, 4));
    await bench.clock.advance(500);
    const heard = locate(await again.heard(), [tuneA, tuneB]);
    expect(heard.segments.map(({ sourceId }) => sourceId)).toEqual([tuneA.id]);
  });

  it("goes on with another player's audio, on the same connection, when it turns out to be that one's", async () => {
    bench.source.tell({ kind: "generation", generation: 1, startUs: 0, format: { codec: "pcm" } });
    bench.source.tell({ kind: "mark", generation: 1, mark: mark(1, 0) });
    await bench.add(1, 0, sound(tuneB, 0, 4));
    const guessed = bench.item("item-1");
    await bench.clock.advance(1_000);
    const other = new StreamBench();
    await other.start();
    other.stream.expectItem("item-1", true);
    for (const sink of bench.stream.releaseItem("item-1")) other.stream.open({ playId: "item-1", isItem: true }, sink);
    bench.stream.silenceAll();
    const given = guessed.bytes;
    other.source.tell({ kind: "generation", generation: 1, startUs: 0, format: { codec: "pcm" } });
    other.source.tell({ kind: "mark", generation: 1, mark: mark(1, 0) });
    await other.add(1, 0, sound(tuneA, 0, 4));
    await other.clock.advance(1_000);
    await other.stop();
    expect(given).toBeGreaterThan(0);
    const heard = locate(await guessed.heard(), [tuneA, tuneB]);
    expect(heard.segments.map(({ sourceId }) => sourceId)).toEqual([tuneB.id, tuneA.id]);
  });
});
