import { expect, test } from "vitest";

import { backOffMs } from "./back-off.js";

test.each([
  [0, 0, 1_000],
  [1, 1_000, 2_000],
  [2, 3_000, 3_000],
  [3, 6_000, 3_000],
  [70, 299_999, 3_000],
  [71, 300_000, 30_000],
  [500, 9_000_000, 30_000],
])("attempt %i after %i ms of outage waits %i ms", (attempts, outageMs, expected) => {
  expect(backOffMs(attempts, outageMs)).toBe(expected);
});
