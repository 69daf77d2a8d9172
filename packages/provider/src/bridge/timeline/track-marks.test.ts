import { expect, it } from "vitest";

import type { NowPlaying } from "../../music-assistant/sendspin/now-playing.js";

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
  const marks = new TrackMarks();
  marks.generation(100 * SECOND_US);
  marks.tell(told("One", 102, 2));
  expect(at(marks, 101)).toBe("One 1");
});

it("shows the old item until the boundary that the new one's progress points to", () => {
  const marks = new TrackMarks();
  marks.generation(100 * SECOND_US);
  marks.tell(told("One", 101, 1));
  marks.tell(told("Two", 122, 2));
  expect([at(marks, 119), at(marks, 121)]).toEqual(["One 19", "Two 1"]);
});

it("shows what still sounds after a skip until the new generation is heard", () => {
  const marks = new TrackMarks();
  marks.generation(100 * SECOND_US);
  marks.tell(told("One", 101, 1));
  marks.generation(110 * SECOND_US);
  marks.tell(told("Two", 110.3, 0.3));
  expect([at(marks, 108), at(marks, 112)]).toEqual(["One 8", "Two 2"]);
});

it("takes a correction of the item that sounds", () => {
  const marks = new TrackMarks();
  marks.generation(100 * SECOND_US);
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
  const marks = new TrackMarks();
  marks.generation(100 * SECOND_US);
  marks.tell(told("One", 101, 1));
  expect(marks.isItemEnd(endS * SECOND_US)).toBe(is);
});
