import { expect, it } from "vitest";
import { busiestWindow } from "./busiest-window.js";

it.each([
  ["nothing", [], 0],
  ["events a second apart", [0, 1_000, 2_000], 1],
  ["events a window apart", [0, 950, 1_900], 1],
  ["a burst in the middle", [0, 2_000, 2_300, 2_949, 4_000], 3],
])("counts the busiest window of %s", (_name, atMs, most) => {
  expect(busiestWindow(atMs, 950)).toBe(most);
});
