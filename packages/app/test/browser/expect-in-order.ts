import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "vitest";
import type { HouseholdPage } from "./household-page.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The page fits, is usable by everybody as far as axe can tell, and nothing complained. */
export async function expectInOrder(visited: HouseholdPage, width: number): Promise<void> {
  const widths = await visited.page.evaluate(
    "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
  );
  expect(widths).toEqual([width, width]);
  await visited.page.evaluate(AXE);
  const violations = await visited.page.evaluate(
    "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))",
  );
  expect(violations).toEqual([]);
  expect(visited.complaints).toEqual([]);
}
