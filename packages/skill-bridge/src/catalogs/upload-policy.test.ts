import { describe, expect, it } from "vitest";
import { uploadDelayMs } from "./upload-policy.js";

const HOUR = 3_600_000;
const NOW = 1_000 * HOUR;

describe("an upload", () => {
  it.each([
    ["comes at once when there was none", false, undefined, false, 0],
    ["comes at once for a change when the last is a day old", true, 24, false, 0],
    ["waits for the day to be over", true, 20, false, 4 * HOUR],
    ["comes after a week without a change", false, 7 * 24, false, 0],
    ["does not come before a week without a change", false, 7 * 24 - 1, false, HOUR],
    ["never comes while something plays", true, 48, true, HOUR / 4],
    ["never comes while something plays, not even the first", true, undefined, true, HOUR / 4],
  ])("%s", (_name, isChanged, hoursAgo, isPlaying, delayMs) => {
    const lastUploadEpochMs = hoursAgo === undefined ? undefined : NOW - hoursAgo * HOUR;
    expect(uploadDelayMs({ isChanged, lastUploadEpochMs, isPlaying }, NOW)).toBe(delayMs);
  });
});
