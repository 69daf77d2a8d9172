import { expect, it } from "vitest";
import { whosePlayback } from "./whose-playback.js";

const OURS = ["Kitchen", "So What", undefined, "music assistant"];

it.each([
  ["the player's name", { title: "kitchen" }, { ours: true }],
  ["the track's title", { title: "So What", provider: "Alexa" }, { ours: true }],
  ["the skill", { title: "whatever", provider: "Music Assistant" }, { ours: true }],
  [
    "another service",
    { title: "Blue in Green", provider: "Spotify" },
    { ours: false, what: "Blue in Green on Spotify" },
  ],
  ["a service without a title", { provider: "TuneIn" }, { ours: false, what: "TuneIn" }],
  ["nothing", {}, undefined],
  ["nothing yet", undefined, undefined],
])("tells whose playback it is by %s", (_name, media, whose) => {
  expect(whosePlayback(media, OURS)).toEqual(whose);
});
