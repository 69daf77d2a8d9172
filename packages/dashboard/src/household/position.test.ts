import { describe, expect, it } from "vitest";
import { clockText, positionAt } from "./position.js";

describe("positionAt", () => {
  const playing = { positionMs: 10_000, durationMs: 12_000, asOfEpochMs: 1_000_000, advancing: true };

  it.each([
    ["advances while it plays", playing, 1_001_500, 11_500],
    ["stands still while it does not", { ...playing, advancing: false }, 1_001_500, 10_000],
    ["never passes the end", playing, 1_060_000, 12_000],
    ["does not run backwards when this clock is behind the bridge's", playing, 999_000, 10_000],
    ["goes on for ever where no end is known", { ...playing, durationMs: undefined }, 1_060_000, 70_000],
    ["is unknown when the bridge does not know it", { ...playing, positionMs: undefined }, 1_001_500, undefined],
  ])("%s", (_fact, nowPlaying, epochMs, expected) => {
    expect(positionAt(JSON.parse(JSON.stringify(nowPlaying)), epochMs)).toBe(expected);
  });
});

describe("clockText", () => {
  it.each([
    [0, "0:00"],
    [61_900, "1:01"],
    [3_723_000, "1:02:03"],
  ])("%i ms is %s", (ms, text) => {
    expect(clockText(ms)).toBe(text);
  });
});
