import { expect, it } from "vitest";
import { initialDoubt, stepDoubt } from "./push-doubt.js";

const MINUTE = 60_000;

/** Feeds inputs one after the other; a number lets that many milliseconds pass. Says at which of them it was given up. */
function deaths(...script: readonly ("opened" | "heard" | "missed" | number)[]): number[] {
  let nowMs = 0;
  let doubt = initialDoubt(nowMs);
  const died: number[] = [];
  for (const item of script) {
    if (typeof item === "number") {
      nowMs += item;
      continue;
    }
    const step = stepDoubt(doubt, item, nowMs);
    doubt = step.doubt;
    if (step.isDead) died.push(nowMs);
  }
  return died;
}

it.each([
  ["lost one event", ["opened", MINUTE, "heard", "missed"], []],
  ["lost one, told another and lost one again", ["opened", MINUTE, "missed", "heard", "missed"], []],
  ["lost two without a word between them", ["opened", MINUTE, "missed", 12_000, "missed"], [72_000]],
  ["lost one after five silent minutes", ["opened", "heard", 5 * MINUTE, "missed"], [5 * MINUTE]],
  ["did not tell what happened before it was opened", ["opened", 9_000, "missed", "missed", "missed"], []],
] as const)("push that %s", (_name, script, expected) => {
  expect(deaths(...script)).toEqual(expected);
});

it("gives a stream that stays silent ever more time", () => {
  const script = Array.from({ length: 400 }, () => [12_000, "missed"] as const).flat();
  let nowMs = 0;
  let doubt = initialDoubt(0);
  const openFor: number[] = [];
  for (const item of script) {
    if (typeof item === "number") {
      nowMs += item;
      continue;
    }
    const step = stepDoubt(doubt, item, nowMs);
    if (step.isDead) openFor.push(nowMs - step.doubt.openedMs);
    doubt = step.isDead ? stepDoubt(step.doubt, "opened", nowMs).doubt : step.doubt;
  }
  expect(openFor.slice(0, 7)).toEqual([24_000, 60_000, 120_000, 240_000, 480_000, 960_000, 1_800_000]);
});
