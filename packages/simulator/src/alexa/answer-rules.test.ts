import type { SkillResponse } from "@ma-alexa/protocol/alexa/custom-skill";
import { describe, expect, it } from "vitest";
import { complaint } from "./answer-rules.js";

const play: SkillResponse = {
  directives: [
    {
      type: "AudioPlayer.Play",
      playBehavior: "ENQUEUE",
      audioItem: { stream: { url: "https://example.org/a.mp3", token: "a", offsetInMilliseconds: 0 } },
    },
  ],
};
const stop: SkillResponse = { directives: [{ type: "AudioPlayer.Stop" }] };
const speech: SkillResponse = { outputSpeech: { type: "PlainText", text: "Hello" } };

const rows: [string, string, SkillResponse, boolean][] = [
  ["LaunchRequest", "speech and a session", { ...speech, shouldEndSession: false }, true],
  ["AMAZON.NextIntent", "Play", play, true],
  ["AudioPlayer.PlaybackStarted", "nothing", {}, true],
  ["AudioPlayer.PlaybackStarted", "Stop", stop, true],
  ["AudioPlayer.PlaybackStarted", "Play", play, false],
  ["AudioPlayer.PlaybackStopped", "Stop", stop, false],
  ["AudioPlayer.PlaybackNearlyFinished", "Play", play, true],
  ["AudioPlayer.PlaybackFinished", "speech", speech, false],
  ["AudioPlayer.PlaybackFailed", "an open session", { shouldEndSession: false }, false],
  ["PlaybackController.NextCommandIssued", "Play", play, true],
  ["PlaybackController.NextCommandIssued", "speech", speech, false],
  ["SessionEndedRequest", "nothing", {}, true],
  ["SessionEndedRequest", "speech", speech, false],
  ["System.ExceptionEncountered", "Stop", stop, false],
];

describe("an answer", () => {
  it.each(rows)("to %s with %s: accepted is %4$s", (request, _, response, isAccepted) => {
    expect(complaint(request, response) === undefined).toBe(isAccepted);
  });
});
