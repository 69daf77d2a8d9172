import { describe, expect, it } from "vitest";

import type { NowPlaying } from "../../music-assistant/sendspin/now-playing.js";

import type { TrackMark } from "../neighbours.js";

import { TrackMarks } from "./track-marks.js";

const SECOND_US = 1_000_000;

/** What Music Assistant says of an item of 20 s at `atS`: it stands at `positionS`. */
function told(title: string, atS: number, positionS: number): NowPlaying {
  const progress = { positionMs: positionS * 1_000, durationMs: 20_000, speed: 1, atServerUs: atS * SECOND_US };
  return { title, progress };
}

function at(marks: TrackMarks, seconds: number): string {
  const { playing, positionMs } = marks.at(seconds * SECOND_US);
  return `${playing.title ?? "?"} ${(positionMs ?? NaN) / 1_000}`;
}

it("shows the first item from the beginning of its generation, however late it is told", () => {
  const marks = new TrackMarks(() => undefined);
  marks.generation({ startUs: 100 * SECOND_US });
  marks.tell(told("One", 102, 2));
  expect(at(marks, 101)).toBe("One 1");
});

it("shows the old item until the boundary that the new one's progress points to", () => {
  const marks = new TrackMarks(() => undefined);
  marks.generation({ startUs: 100 * SECOND_US });
  marks.tell(told("One", 101, 1));
  marks.tell(told("Two", 122, 2));
  expect([at(marks, 119), at(marks, 121)]).toEqual(["One 19", "Two 1"]);
});

it("shows what still sounds after a skip until the new generation is heard", () => {
  const marks = new TrackMarks(() => undefined);
  marks.generation({ startUs: 100 * SECOND_US });
  marks.tell(told("One", 101, 1));
  marks.generation({ startUs: 110 * SECOND_US });
  marks.tell(told("Two", 110.3, 0.3));
  expect([at(marks, 108), at(marks, 112)]).toEqual(["One 8", "Two 2"]);
});

it("shows the queue's name of an item after a skip until Music Assistant tells it", () => {
  const marks = new TrackMarks(() => undefined);
  const queued = (title: string) => ({ itemId: title, title, durationMs: 20_000 });
  marks.generation({ startUs: 100 * SECOND_US });
  marks.queue({ current: queued("One"), next: queued("Two"), isLast: false }, 100 * SECOND_US);
  marks.tell(told("One", 101, 1));
  marks.generation({ startUs: 110 * SECOND_US });
  expect(at(marks, 111)).toBe("One 1");
  marks.queue({ current: queued("Two"), isLast: true }, 108 * SECOND_US);
  expect([at(marks, 108), at(marks, 111)]).toEqual(["One 8", "Two 1"]);
  marks.tell(told("Two", 113.5, 3.5));
  expect(at(marks, 114)).toBe("Two 4");
});

it("takes a correction of the item that sounds", () => {
  const marks = new TrackMarks(() => undefined);
  marks.generation({ startUs: 100 * SECOND_US });
  marks.tell(told("One", 101, 7));
  marks.tell(told("One", 103, 13));
  expect(at(marks, 104)).toBe("One 14");
});

it.each([
  { endS: 120, is: true },
  { endS: 121.4, is: true },
  { endS: 119, is: false },
  { endS: 125, is: false },
])("an item of 20 s that began at 100 s ends at $endS s: $is", ({ endS, is }) => {
  const marks = new TrackMarks(() => undefined);
  marks.generation({ startUs: 100 * SECOND_US });
  marks.tell(told("One", 101, 1));
  expect(marks.isItemEnd(endS * SECOND_US)).toBe(is);
});

/** PCM of noise with silences of 50 ms, given as seconds; what an item sounds like and what lies between two. */
function feed(marks: TrackMarks, fromS: number, toS: number, silencesS: readonly number[]): void {
  const pieceS = 0.025;
  for (let piece = Math.round(fromS / pieceS); piece < Math.round(toS / pieceS); piece++) {
    const samples = new Int16Array(2_400);
    for (let at = 0; at < samples.length; at++) {
      const seconds = piece * pieceS + Math.floor(at / 2) / 48_000;
      const isSilent = silencesS.some((silenceS) => Math.abs(seconds - silenceS) <= 0.025);
      samples[at] = isSilent ? 0 : 8_000 + ((at * 7_919 + piece * 104_729) % 4_000);
    }
    const bytes = new Uint8Array(samples.buffer);
    marks.audio({ startUs: piece * pieceS * SECOND_US, durationUs: pieceS * SECOND_US, bytes }, { codec: "pcm" });
  }
}

function session(): { readonly marks: TrackMarks; readonly cuts: Map<number, TrackMark> } {
  const cuts = new Map<number, TrackMark>();
  return { marks: new TrackMarks((mark) => cuts.set(mark.id, mark)), cuts };
}

/** As the metadata of one moment: `atS` when it was sent, `sinceS` where it says that the item began, whole-second duration. */
function says(title: string, atS: number, sinceS: number, durationS: number): NowPlaying {
  const progress = { positionMs: (atS - sinceS) * 1_000, durationMs: durationS * 1_000, speed: 1 };
  return { title, progress: { ...progress, atServerUs: atS * SECOND_US } };
}

/** The five items of Sendspin reference 1.11 with its late and loose metadata; audio comes ten seconds ahead. */
const MEASURED = [
  { title: "1", durationS: 20, trueS: 0, toldAtS: 1, toldS: 0 },
  { title: "2", durationS: 15, trueS: 20.45, toldAtS: 21.7, toldS: 20.2 },
  { title: "3", durationS: 33, trueS: 36.15, toldAtS: 37.7, toldS: 36.23 },
  { title: "4", durationS: 12, trueS: 69.48, toldAtS: 70.8, toldS: 69.28 },
  { title: "5", durationS: 41, trueS: 81.55, toldAtS: 82.8, toldS: 81.3 },
];

describe("the measured session", () => {
  it("is cut within 0.1 s of every boundary where there is a pause of 50 ms", () => {
    const { marks, cuts } = session();
    marks.generation({ startUs: 0 });
    let fedS = 0;
    const boundaries = MEASURED.map(({ trueS }) => trueS);
    for (const { title, durationS, toldAtS, toldS } of MEASURED) {
      feed(marks, fedS, toldAtS + 10, boundaries);
      fedS = toldAtS + 10;
      marks.tell(says(title, toldAtS, toldS, durationS));
    }
    const errors = [...cuts.values()].map(({ fromUs }, index) =>
      Math.abs(fromUs / SECOND_US - (boundaries[index] ?? 0)),
    );
    expect(errors).toHaveLength(5);
    expect(Math.max(...errors)).toBeLessThanOrEqual(0.1);
    expect([...cuts.values()].map(({ known }) => known)).toEqual([
      "exact",
      "predicted",
      "predicted",
      "predicted",
      "predicted",
    ]);
  });

  it("is cut within 1.2 s of every boundary where there is none", () => {
    const { marks, cuts } = session();
    marks.generation({ startUs: 0 });
    let fedS = 0;
    for (const { title, durationS, toldAtS, toldS } of MEASURED) {
      feed(marks, fedS, toldAtS + 10, []);
      fedS = toldAtS + 10;
      marks.tell(says(title, toldAtS, toldS, durationS));
    }
    const errors = [...cuts.values()].map(({ fromUs }, index) =>
      Math.abs(fromUs / SECOND_US - (MEASURED[index]?.trueS ?? 0)),
    );
    expect(errors).toHaveLength(5);
    expect(Math.max(...errors)).toBeLessThanOrEqual(1.2);
  });

  it("knows each cut before it sounds when the queue says the durations", () => {
    const { marks, cuts } = session();
    const item = (index: number) => {
      const { title = "", durationS = 0 } = MEASURED[index] ?? {};
      return { itemId: `item-${title}`, title, durationMs: durationS * 1_000 };
    };
    marks.generation({ startUs: 0 });
    marks.queue({ current: item(0), next: item(1), isLast: false }, 0);
    feed(marks, 0, 32, [20.45]);
    expect([...cuts.values()].map(({ queueItemId }) => queueItemId)).toEqual(["item-1", "item-2"]);
    marks.queue({ current: item(1), next: item(2), isLast: false }, 20.2 * SECOND_US);
    expect(cuts.get(2)).toMatchObject({ queueItemId: "item-2", known: "predicted" });
    expect(cuts.get(1)).toMatchObject({ queueItemId: "item-1" });
  });
});

describe("the queue", () => {
  const [one, two] = ["One", "Two"].map((title) => ({ itemId: `item-${title}`, title }));
  if (one === undefined || two === undefined) throw new Error("There are two items");

  it("names a skip as it begins, where it was told before the audio came", () => {
    const { marks, cuts } = session();
    marks.queue({ current: one, isLast: false }, 0);
    marks.generation({ startUs: 0 });
    marks.queue({ current: two, isLast: false }, 2 * SECOND_US);
    marks.generation({ startUs: 3 * SECOND_US });
    expect(cuts.get(2)).toMatchObject({ fromUs: 3 * SECOND_US, queueItemId: "item-Two" });
  });

  it("gives another item than the paused one a mark of its own", () => {
    const { marks, cuts } = session();
    marks.queue({ current: one, isLast: false }, 0);
    marks.generation({ startUs: 0 });
    marks.queue({ current: two, isLast: false }, 20 * SECOND_US);
    marks.generation({ startUs: 30 * SECOND_US, pausedUs: 8 * SECOND_US });
    expect([...cuts.values()].map(({ id, queueItemId, positionMs }) => [id, queueItemId, positionMs])).toEqual([
      [1, "item-One", 0],
      [2, "item-Two", 0],
    ]);
  });
});

describe("what is told", () => {
  it("moves a prediction only when it contradicts it by more than a second twice", () => {
    const { marks, cuts } = session();
    marks.generation({ startUs: 0 });
    marks.tell(says("One", 1, 0, 20));
    feed(marks, 0, 25, [20.4]);
    marks.tell(says("Two", 19.5, 18.2, 30));
    expect(cuts.get(2)?.known).toBe("predicted");
    marks.tell(says("Two", 21.5, 18.2, 30));
    expect(cuts.get(2)).toMatchObject({ id: 2, fromUs: 18.2 * SECOND_US, known: "told", endUs: 48.7 * SECOND_US });
  });

  it("is no cut in what came of a skip when it is told, late, of what sounded before", () => {
    const { marks, cuts } = session();
    marks.generation({ startUs: 0 });
    marks.tell(says("One", 1, 0, 20));
    feed(marks, 0, 25, [20.4]);
    marks.tell(says("Two", 21.5, 18.2, 30));
    marks.queue(
      { current: { itemId: "item-Three", title: "Three", durationMs: 20_000 }, isLast: false },
      22 * SECOND_US,
    );
    marks.generation({ startUs: 24 * SECOND_US });
    feed(marks, 24, 46, [44.4]);
    cuts.clear();
    marks.tell(says("Two", 23.5, 18.2, 30));
    expect([...cuts.values()]).toEqual([]);
    marks.tell(says("Three", 28, 24, 20));
    expect([...cuts.values()].map(({ id }) => id)).not.toContain(2);
  });

  it("is no second item where a skip begins, however often it is told before the skip is heard", () => {
    const { marks, cuts } = session();
    marks.generation({ startUs: 0 });
    marks.tell(says("One", 1, 0, 20));
    marks.generation({ startUs: 10 * SECOND_US });
    marks.tell(says("Two", 9.2, 9, 30));
    marks.tell(says("Two", 12, 9.8, 30));
    expect([...cuts.keys()]).toEqual([1, 2]);
  });

  it("is stale after a seek: the position is taken once it is fresh, and a cut predicted before is withdrawn", () => {
    const { marks, cuts } = session();
    marks.generation({ startUs: 0 });
    marks.tell(says("One", 4, 0, 40));
    marks.generation({ startUs: 10 * SECOND_US });
    marks.tell(says("One", 10.5, 3.5, 40));
    feed(marks, 10, 19, []);
    marks.tell(says("One", 13.5, -20.2, 40));
    expect(marks.at(14 * SECOND_US).positionMs).toBe(34_000);
    feed(marks, 19, 24, [20.3]);
    expect(cuts.get(3)?.known).toBe("predicted");
    expect(Math.abs((cuts.get(3)?.fromUs ?? 0) / SECOND_US - 20.3)).toBeLessThan(0.1);
  });

  it("gives an item that goes on after a pause the same mark", () => {
    const { marks, cuts } = session();
    marks.generation({ startUs: 0 });
    marks.tell(says("One", 4, 0, 40));
    marks.tell({
      title: "One",
      progress: { positionMs: 8_000, durationMs: 40_000, speed: 0, atServerUs: 9 * SECOND_US },
    });
    marks.generation({ startUs: 60 * SECOND_US, pausedUs: 8.3 * SECOND_US });
    expect([...cuts.keys()]).toEqual([1]);
    expect(marks.at(61 * SECOND_US).positionMs).toBe(9_000);
  });

  it.each([
    { isProven: true, positions: [25_000] },
    { isProven: false, positions: [0, 0] },
  ])("is the item that begins after a stop, unless the samples go on ($isProven)", ({ isProven, positions }) => {
    const { marks, cuts } = session();
    marks.generation({ startUs: 0 });
    marks.tell(says("One", 4, 0, 40));
    marks.tell(says("Short", 29, 29, 6));
    marks.generation({ startUs: 30 * SECOND_US, pausedUs: 25 * SECOND_US, isProven });
    expect([...cuts.values()].map(({ positionMs }) => positionMs)).toEqual(positions);
  });

  it("finds the end of an item in what was not heard before a pause", () => {
    const { marks, cuts } = session();
    marks.generation({ startUs: 0 });
    marks.tell(says("One", 4, 0, 20));
    feed(marks, 0, 26, [20.3]);
    // The Echo fell silent at 18 s, the server goes on at 21.5 s: the audio between is heard first.
    const moved = { byUs: 38.5 * SECOND_US, untilUs: 60 * SECOND_US };
    marks.generation({ startUs: 56.5 * SECOND_US, pausedUs: 18 * SECOND_US, moved });
    feed(marks, 60, 62, []);
    const last = [...cuts.values()].at(-1);
    expect(last?.known).toBe("predicted");
    expect(Math.abs((last?.fromUs ?? 0) / SECOND_US - 58.8)).toBeLessThan(0.1);
  });

  it("expects the crossfade that was seen at two boundaries at the third", () => {
    const { marks, cuts } = session();
    marks.generation({ startUs: 0 });
    marks.tell(says("1", 4, 0, 20));
    feed(marks, 0, 34, [15.4, 30.8, 46.2]);
    for (const [title, atS, sinceS] of [
      ["2", 17, 15.4],
      ["2", 18, 15.4],
      ["3", 32.5, 30.8],
      ["3", 33, 30.8],
    ] as const)
      marks.tell(says(title, atS, sinceS, 20));
    feed(marks, 34, 50, [46.2]);
    const third = [...cuts.values()].at(-1);
    expect(third?.known).toBe("predicted");
    expect(Math.abs((third?.fromUs ?? 0) / SECOND_US - 46.2)).toBeLessThan(0.1);
  });

  it("is without a boundary in a live stream that changes its title", () => {
    const marks = new TrackMarks(() => undefined);
    marks.generation({ startUs: 0 });
    marks.tell({ title: "News" });
    marks.tell({ title: "Weather" });
    expect(marks.at(5 * SECOND_US)).toEqual({ playing: { title: "Weather" } });
  });

  it("is without an end in a live stream whose duration is told as 0, for a day", () => {
    const told: TrackMark[] = [];
    const marks = new TrackMarks((mark) => told.push(mark));
    marks.generation({ startUs: 0 });
    for (let hour = 0; hour < 24; hour++) {
      const progress = { positionMs: 0, durationMs: 0, speed: 1, atServerUs: hour * 3_600 * SECOND_US };
      marks.tell({ title: `Programme ${hour}`, progress });
    }
    expect(marks.isItemEnd(86_400 * SECOND_US)).toBe(false);
    expect(marks.at(86_400 * SECOND_US).playing.title).toBe("Programme 23");
    expect(told.every(({ endUs }) => endUs === undefined)).toBe(true);
  });

  it("is 19 h 59 min 30 s into a book of twenty hours, to the millisecond, and ends where that ends", () => {
    const marks = new TrackMarks(() => undefined);
    const hourUs = 3_600 * SECOND_US;
    const durationMs = 20 * 3_600_000;
    marks.generation({ startUs: 800 * SECOND_US });
    marks.tell({ title: "Book", progress: { positionMs: 1_000, durationMs, speed: 1, atServerUs: 801 * SECOND_US } });
    const { positionMs } = marks.at(800 * SECOND_US + 20 * hourUs - 30 * SECOND_US);
    expect(positionMs).toBe(durationMs - 30_000);
    expect(marks.isItemEnd(800 * SECOND_US + 20 * hourUs)).toBe(true);
  });

  it("ends where the last 96 ms, which servers since 4.3.0 drop, would have been", () => {
    const marks = new TrackMarks(() => undefined);
    marks.generation({ startUs: 100 * SECOND_US });
    marks.tell(told("One", 102, 2));
    expect([120, 119.904].map((seconds) => marks.isItemEnd(seconds * SECOND_US))).toEqual([true, true]);
    expect(marks.isItemEnd(115 * SECOND_US)).toBe(false);
  });
});
