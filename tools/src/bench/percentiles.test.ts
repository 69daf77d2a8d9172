import { expect, test } from "vitest";
import { percentile, threeDigits } from "./percentiles.js";

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

test.each([
  [50, 50],
  [90, 90],
  [99, 99],
  [100, 100],
  [0, 1],
])("the %i th percentile of 1 to 100 is %i", (percent, value) => {
  expect(percentile(hundred, percent)).toBe(value);
});

test("has no percentile of nothing", () => {
  expect(percentile([], 50)).toBeNaN();
});

test.each([
  [96.8744, 96.9],
  [1234.5, 1230],
  [0.123456, 0.123],
])("says %d as %d", (value, said) => {
  expect(threeDigits(value)).toBe(said);
});
