import { describe, expect, it } from "vitest";
import { answers } from "./closeness.js";

describe("a reported level", () => {
  it.each([
    ["is the one asked for", 18, 18, 40, true],
    ["is the one asked for, which it was before too", 18, 18, 18, true],
    ["is what a Studio makes of it", 17, 18, 40, true],
    ["is what a Studio makes of it, as the first thing that is known of it", 67, 65, undefined, true],
    ["is only what it was before", 17, 18, 17, false],
    ["is another one", 30, 18, 40, false],
  ])("%s", (_name, reported, asked, before, expected) => {
    expect(answers(reported, asked, before)).toBe(expected);
  });
});
