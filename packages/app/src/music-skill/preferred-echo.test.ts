import { expect, it } from "vitest";
import { preferredEcho } from "./preferred-echo.js";

const player = (name: string, change: Partial<Parameters<typeof preferredEcho>[0][number]> = {}) =>
  ({ id: name, name, kind: "speaker", online: true, state: "idle", ...change }) as const;
const PLAYERS = [
  player("Everywhere", { kind: "group" }),
  player("Bath", { online: false }),
  player("Kitchen", { state: "playing" }),
  player("Office", { state: "paused" }),
];

it.each([
  ["nobody is named", undefined, "Office"],
  ["one is named, in whatever case, also while it plays", "kitchen", "Kitchen"],
  ["a group is named", "Everywhere", "Everywhere"],
  ["the named one is off", "Bath", "Office"],
  ["no Echo has that name", "Garden", "Office"],
])("is the Echo that is meant when %s", (_case, named, id) => {
  expect(preferredEcho(PLAYERS, named)?.id).toBe(id);
});

it("is an Echo that plays rather than none, and none where all are off", () => {
  expect(preferredEcho([player("Kitchen", { state: "playing" })], undefined)?.id).toBe("Kitchen");
  expect(preferredEcho([player("Kitchen", { online: false })], undefined)).toBeUndefined();
});
