import { describe, expect, it } from "vitest";
import { skillKind } from "./skill-kind.js";

describe("a forwarded message", () => {
  it.each([
    ["music-skill", { header: { namespace: "Alexa.Media.Search", name: "GetPlayableContent" }, payload: {} }],
    ["music-skill", { request: { type: "AlexaAudioPlayQueueEvent.ItemPlaybackStarted" } }],
    ["music-skill", { request: { type: "AlexaSkillEvent.SkillEnabled" } }],
    ["custom-skill", { request: { type: "LaunchRequest" }, context: {} }],
    ["custom-skill", { request: { type: "AudioPlayer.PlaybackStarted" } }],
  ])("is one of the %s", (kind, message) => {
    expect(skillKind(JSON.stringify(message))).toBe(kind);
  });

  it.each(["", "[]", "{}", '{"request":{}}', '{"header":"x"}'])("that is for neither cannot be read: %s", (text) => {
    expect(() => skillKind(text)).toThrow(/A forwarded skill message cannot be read/);
  });
});
