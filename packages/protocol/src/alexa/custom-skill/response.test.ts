import { describe, expect, it } from "vitest";
import type { WireError } from "../../wire.js";
import { parseSkillResponse, plainText, skillResponse, type SkillResponseEnvelope } from "./response.js";

const play: SkillResponseEnvelope = {
  version: "1.0",
  response: {
    outputSpeech: { type: "PlainText", text: "Kitchen" },
    card: { type: "Simple", title: "Music Assistant", content: "Kitchen" },
    directives: [
      {
        type: "AudioPlayer.Play",
        playBehavior: "REPLACE_ALL",
        audioItem: {
          stream: { url: "https://example.test/stream/a.mp3", token: "play-1", offsetInMilliseconds: 0 },
          metadata: {
            title: "Kitchen",
            subtitle: "Music Assistant",
            art: { sources: [{ url: "https://example.test/a.png" }] },
          },
        },
      },
    ],
    shouldEndSession: true,
  },
};

describe("a skill's answer", () => {
  it("with a Play is read as it was built", () => {
    expect(parseSkillResponse(JSON.stringify(play))).toEqual(play);
  });

  it("may stop, clear and be empty", () => {
    const stop = skillResponse({
      directives: [{ type: "AudioPlayer.Stop" }, { type: "AudioPlayer.ClearQueue", clearBehavior: "CLEAR_ALL" }],
    });
    expect(parseSkillResponse(JSON.stringify(stop))).toEqual(stop);
    expect(skillResponse()).toEqual({ version: "1.0", response: {} });
    expect(skillResponse({ outputSpeech: plainText("Yes") }).response.outputSpeech).toEqual({
      type: "PlainText",
      text: "Yes",
    });
  });

  it("keeps directives that we do not know as unknown", () => {
    const text = '{"version":"1.0","response":{"directives":[{"type":"Dialog.Delegate"}]}}';
    expect(parseSkillResponse(text).response.directives).toEqual([{ type: "unknown", name: "Dialog.Delegate" }]);
  });

  it("whose Play has no stream to fetch is refused", () => {
    const text = '{"version":"1.0","response":{"directives":[{"type":"AudioPlayer.Play","playBehavior":"ENQUEUE"}]}}';
    expect(() => parseSkillResponse(text)).toThrow(
      expect.objectContaining({ path: "response.directives[0].audioItem" }) as WireError,
    );
  });
});
