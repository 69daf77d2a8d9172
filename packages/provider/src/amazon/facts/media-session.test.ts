import { parse } from "@ma-alexa/protocol";
import { NowPlayingDataSchema } from "@ma-alexa/protocol/amazon";
import { describe, expect, it } from "vitest";
import { soundingMedia } from "./media-session.js";

const progress = (mediaProgress: number | null, mediaLength: number | null) =>
  soundingMedia(parse(NowPlayingDataSchema, { progress: { mediaProgress, mediaLength } }, "now playing"));

describe("what a media session says", () => {
  it.each([
    ["a track in seconds", 2, 461, { positionMs: 2_000, durationMs: 461_000 }],
    ["a track in milliseconds", 613, 199_773, { positionMs: 613, durationMs: 199_773 }],
    ["two hours in seconds", 3_600, 7_200, { positionMs: 3_600_000, durationMs: 7_200_000 }],
    ["the radio", 899_459, 0, {}],
    ["nothing of it", null, null, {}],
  ])("has its unit decided by magnitude: %s", (_name, position, length, expected) => {
    expect(progress(position, length)).toEqual(expected);
  });

  it("names title, artist and service, and leaves out what is empty", () => {
    const data = {
      playerState: "PLAYING",
      infoText: { title: "So What", subText1: "Miles Davis", subText2: null },
      provider: { providerName: "Spotify" },
    };
    expect(soundingMedia(parse(NowPlayingDataSchema, data, "now playing"))).toEqual({
      title: "So What",
      artist: "Miles Davis",
      provider: "Spotify",
    });
    expect(soundingMedia(undefined)).toEqual({});
  });
});
