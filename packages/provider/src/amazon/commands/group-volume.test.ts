import { describe, expect, it } from "vitest";
import { balanced, groupLevel } from "./group-volume.js";

const levels = (kitchen: number | undefined, bath: number | undefined) =>
  new Map([
    ["kitchen", kitchen],
    ["bath", bath],
  ]);

describe("the volume of a group", () => {
  it.each([
    ["keeps the balance when it becomes quieter", levels(60, 30), 40, [40, 20]],
    ["keeps the balance when it becomes louder", levels(40, 20), 100, [100, 50]],
    ["comes back from silence with all alike", levels(0, 0), 30, [30, 30]],
    ["is everybody's where nobody knows", levels(undefined, undefined), 30, [30, 30]],
    ["is the newcomer's too, whose level nobody knows", levels(60, undefined), 30, [30, 30]],
    ["leaves a silent member silent", levels(60, 0), 30, [30, 0]],
    ["may be silence", levels(60, 30), 0, [0, 0]],
  ])("%s", (_name, members, level, expected) => {
    expect([...balanced(members, level).values()]).toEqual(expected);
  });

  it("is that of its loudest member", () => {
    expect([groupLevel(levels(60, 30)), groupLevel(levels(undefined, undefined))]).toEqual([60, undefined]);
  });
});
