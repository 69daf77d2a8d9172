import { describe, expect, test } from "vitest";

import { positionMsAt, withMetadata, withModes, type NowPlaying } from "./now-playing.js";

const tone: NowPlaying = {
  title: "Tone 1",
  artist: "Tester",
  album: "Waves",
  artworkUrl: "http://127.0.0.1:9/art1.jpg",
  progress: { positionMs: 1_063, durationMs: 60_000, speed: 1, atServerUs: 824_483_122 },
  repeat: "off",
  shuffle: false,
};

describe("a metadata object", () => {
  test.each<[string, Parameters<typeof withMetadata>[1], NowPlaying]>([
    ["leaves what it does not name", { timestamp: 836_907_194, title: "Tone 2" }, { ...tone, title: "Tone 2" }],
    ["clears what it names as null", { timestamp: 5, artwork_url: null, album: null }, without("artworkUrl", "album")],
    [
      "places progress at its timestamp",
      { timestamp: 5, progress: { track_progress: 5_000, track_duration: 60_000, playback_speed: 0 } },
      { ...tone, progress: { positionMs: 5_000, durationMs: 60_000, speed: 0, atServerUs: 5 } },
    ],
    ["without progress leaves progress at its own time", { timestamp: 5, shuffle: true }, { ...tone, shuffle: true }],
    ["drops a repeat mode that we do not know", { timestamp: 5, repeat: "unknown" }, without("repeat")],
  ])("%s", (_name, delta, expected) => {
    expect(withMetadata(tone, delta)).toEqual(expected);
  });

  test("that is null takes everything away", () => {
    expect(withMetadata(tone, null)).toEqual({});
  });
});

test("a controller object may bring repeat and shuffle", () => {
  expect(withModes({}, { repeat: "all" })).toEqual({ repeat: "all" });
  expect(withModes({ repeat: "all" }, { shuffle: true })).toEqual({ repeat: "all", shuffle: true });
  expect(withModes({ repeat: "all" }, { repeat: null })).toEqual({});
});

test.each([
  ["advances at its speed", 1, 824_483_122 + 2_000_000, 3_063],
  ["stands still at speed 0", 0, 824_483_122 + 2_000_000, 1_063],
  ["ends at the duration", 1, 824_483_122 + 99_000_000, 60_000],
])("a position %s", (_name, speed, serverNowUs, expected) => {
  const progress = { positionMs: 1_063, durationMs: 60_000, speed, atServerUs: 824_483_122 };
  expect(positionMsAt(progress, serverNowUs)).toBe(expected);
});

function without(...keys: (keyof NowPlaying)[]): NowPlaying {
  return Object.fromEntries(Object.entries(tone).filter(([key]) => !keys.includes(key as keyof NowPlaying)));
}
