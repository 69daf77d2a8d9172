import type { MusicSkillState } from "@ma-alexa/protocol/admin";
import { describe, expect, it } from "vitest";
import { linkedWords, searchedWords, standingOf, timeLeft } from "./music-skill-words.js";

const made: MusicSkillState = { made: true, canMake: true, linked: 1, searches: 0, followed: 0 };

describe("the music skill in words", () => {
  it.each<[string, Partial<MusicSkillState>, string]>([
    ["was not made", { made: false, linked: 0 }, "Not made"],
    ["has a problem", { problem: "Amazon refused." }, "In trouble"],
    ["is linked by nobody", { linked: 0 }, "Not linked yet"],
    ["can be used", {}, "Ready"],
  ])("says when it %s", (_name, change, words) => {
    expect(standingOf({ ...made, ...change }).words).toBe(words);
  });

  it("counts the linked accounts", () => {
    expect([linkedWords(0), linkedWords(1), linkedWords(2)]).toEqual([
      "No Amazon account is linked: Alexa cannot use the skill yet.",
      "One Amazon account is linked.",
      "2 Amazon accounts are linked.",
    ]);
  });

  it.each([
    [0, 0, "Alexa has not searched in your library yet."],
    [1, 0, "Alexa searched in your library once; music followed never."],
    [12, 1, "Alexa searched in your library 12 times; music followed once."],
    [12, 11, "Alexa searched in your library 12 times; music followed 11 times."],
  ])("tells of %d searches of which %d were followed", (searches, followed, words) => {
    expect(searchedWords({ ...made, searches, followed })).toBe(words);
  });

  it.each([
    [600_240, "10:00"],
    [545_100, "9:05"],
    [900, "0:01"],
    [400, undefined],
    [-5_000, undefined],
  ])("says what is left of %d ms", (leftMs, words) => {
    expect(timeLeft(1_000 + leftMs, 1_000)).toBe(words);
  });
});
