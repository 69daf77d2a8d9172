import { expect, test } from "vitest";

import { concernsPlayer, streamFormatOf } from "./stream.js";

test.each([
  [undefined, true],
  [["player"], true],
  [["player@v1"], true],
  [["artwork", "player"], true],
  [["artwork"], false],
  [[], false],
])("a message for %j is about our audio: %j", (roles, expected) => {
  expect(concernsPlayer(roles)).toBe(expected);
});

test("a stream of FLAC brings its header", () => {
  const player = { codec: "flac", sample_rate: 48_000, channels: 2, bit_depth: 16, codec_header: "ZkxhQ4AA" } as const;
  expect(streamFormatOf(player)).toEqual({
    codec: "flac",
    sampleRateHz: 48_000,
    channels: 2,
    bitDepth: 16,
    codecHeader: "ZkxhQ4AA",
  });
});
