import { expect, test } from "vitest";
import { table } from "./table.js";

test("aligns words to the left and numbers to the right", () => {
  const rows = [
    { directive: "floor", p50Ms: 0.5 },
    { directive: "LaunchRequest", p50Ms: 12.25 },
  ];
  expect(table(rows)).toBe(["directive      p50Ms", "floor            0.5", "LaunchRequest  12.25"].join("\n"));
});

test("has nothing to say of no rows", () => {
  expect(table([])).toBe("");
});
