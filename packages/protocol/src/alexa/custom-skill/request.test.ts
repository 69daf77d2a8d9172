import { describe, expect, it } from "vitest";
import type { WireError } from "../../wire.js";
import { parseSkillRequest, type SkillRequest, type SkillRequestEnvelope } from "./request.js";

const context = {
  System: {
    application: { applicationId: "amzn1.ask.skill.x" },
    user: { userId: "amzn1.ask.account.y" },
    device: { deviceId: "amzn1.ask.device.z", supportedInterfaces: { AudioPlayer: {} } },
    apiEndpoint: "https://api.eu.amazonalexa.com",
  },
  AudioPlayer: { token: "play-1", offsetInMilliseconds: 1200, playerActivity: "PLAYING" },
};
const header = { requestId: "amzn1.echo-api.request.1", timestamp: "2026-11-25T03:00:00Z", locale: "de-DE" };

function read(request: object): SkillRequestEnvelope {
  return parseSkillRequest(JSON.stringify({ version: "1.0", context, request }));
}

const requests: object[] = [
  { type: "LaunchRequest", ...header },
  { type: "IntentRequest", ...header, intent: { name: "AMAZON.NextIntent", slots: null } },
  { type: "IntentRequest", ...header, intent: { name: "Play", slots: { what: { name: "what", value: "jazz" } } } },
  { type: "SessionEndedRequest", ...header, reason: "USER_INITIATED" },
  { type: "AudioPlayer.PlaybackStarted", ...header, token: "play-1", offsetInMilliseconds: 0 },
  { type: "AudioPlayer.PlaybackNearlyFinished", ...header, token: "play-1", offsetInMilliseconds: 9000 },
  { type: "AudioPlayer.PlaybackStopped", ...header, token: "play-1", offsetInMilliseconds: 5000 },
  { type: "AudioPlayer.PlaybackFinished", ...header, token: "play-1", offsetInMilliseconds: 9000 },
  {
    type: "AudioPlayer.PlaybackFailed",
    ...header,
    token: "play-2",
    error: { type: "MEDIA_ERROR_SERVICE_UNAVAILABLE", message: "503" },
    currentPlaybackState: { token: "play-1", offsetInMilliseconds: 1, playerActivity: "STOPPED" },
  },
  { type: "PlaybackController.NextCommandIssued", ...header },
  { type: "PlaybackController.PreviousCommandIssued", ...header },
  { type: "PlaybackController.PauseCommandIssued", ...header },
  { type: "PlaybackController.PlayCommandIssued", ...header },
  {
    type: "System.ExceptionEncountered",
    ...header,
    error: { type: "INVALID_RESPONSE", message: "no" },
    cause: { requestId: "amzn1.echo-api.request.0" },
  },
];

describe("a skill request", () => {
  it.each(requests)("$type is read as it was sent", (request) => {
    expect(read(request)).toEqual({ version: "1.0", context, request });
  });

  it("of a kind that we do not know keeps the fields common to all", () => {
    const { request } = read({ type: "Alexa.Presentation.APL.UserEvent", ...header });
    expect(request).toMatchObject({ type: "unknown", name: "Alexa.Presentation.APL.UserEvent", ...header });
  });

  it("narrows by its type", () => {
    const subject = (request: SkillRequest): string => {
      if (request.type === "IntentRequest") return request.intent.name;
      return request.type === "unknown" ? request.name : request.timestamp;
    };
    expect(subject(read({ type: "New", ...header }).request)).toBe("New");
    expect(subject(read({ type: "LaunchRequest", ...header }).request)).toBe(header.timestamp);
  });

  it("may say too little of the person and the device", () => {
    const text = JSON.stringify({
      version: "1.0",
      session: { new: true, sessionId: "s", user: 7 },
      context: { System: { application: { applicationId: "a" }, user: 7 }, AudioPlayer: 7 },
      request: { type: "LaunchRequest", ...header, locale: 7 },
    });
    const { context: read, request } = parseSkillRequest(text);
    expect([read.System.user, read.System.device, read.AudioPlayer, request.locale]).toEqual(Array(4).fill(undefined));
  });

  it.each([
    ["request.timestamp", { type: "LaunchRequest", ...header, timestamp: "yesterday" }],
    ["request.token", { type: "AudioPlayer.PlaybackStarted", ...header, offsetInMilliseconds: 0 }],
    ["request.intent", { type: "IntentRequest", ...header }],
    ["request.requestId", { type: "New", timestamp: header.timestamp }],
  ])("is refused when %s is malformed", (path, request) => {
    expect(() => read(request)).toThrow(expect.objectContaining({ name: "WireError", path }) as WireError);
  });
});
