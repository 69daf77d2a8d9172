import { describe, expect, it } from "vitest";
import { checkMusicAnswer, musicAnswer, type MusicAnswer } from "./answer.js";
import type { Item } from "./item.js";

const name = { speech: { type: "PLAIN_TEXT", text: "Light Year" }, display: "Light Year" } as const;
const art = {
  sources: [{ url: "https://music.example.com/art/1.jpg", size: "X_LARGE", widthPixels: 600, heightPixels: 600 }],
} satisfies Item["metadata"]["art"];
const item: Item = {
  id: "queue.1",
  playbackInfo: { type: "DEFAULT" },
  metadata: { type: "TRACK", name, art },
  controls: [{ type: "COMMAND", name: "NEXT", enabled: true }],
  rules: { feedbackEnabled: true },
  stream: {
    id: "queue.1",
    uri: "https://music.example.com/1.mp3",
    offsetInMilliseconds: 0,
    validUntil: "2026-11-22T08:48:01Z",
  },
};

/** Answers with the namespace and version that their examples have. */
const rows: [MusicAnswer, string, string][] = [
  [{ name: "GetNextItem.Response", payload: { isQueueFinished: true } }, "Alexa.Audio.PlayQueue", "1.0"],
  [{ name: "GetNextItem.Response", payload: { isQueueFinished: false, item } }, "Alexa.Audio.PlayQueue", "1.0"],
  [{ name: "GetView.Response", payload: { queueControls: [], items: [item] } }, "Alexa.Audio.PlayQueue", "1.0"],
  [{ name: "GetItem.Response", payload: { item } }, "Alexa.Audio.PlayQueue", "1.0"],
  [{ name: "Response", payload: {} }, "Alexa", "3.0"],
  [{ name: "ReceiveFeedback.Response", payload: { skip: true } }, "Alexa.UserPreference.Audio", "2.0"],
  [{ name: "ErrorResponse", payload: { type: "INVALID_DIRECTIVE", message: "" } }, "Alexa", "3.0"],
  [{ name: "ErrorResponse", payload: { type: "ITEM_NOT_FOUND", message: "" } }, "Alexa.Media", "1.0"],
  [{ name: "ErrorResponse", payload: { type: "SKIP_LIMIT_REACHED", message: "" } }, "Alexa.Audio", "1.0"],
];

describe("an answer", () => {
  it.each(rows)("%j goes out as %s %s", (answer, namespace, payloadVersion) => {
    const envelope = musicAnswer(answer, "message-1");
    expect(envelope.header).toEqual({ messageId: "message-1", namespace, name: answer.name, payloadVersion });
    expect(checkMusicAnswer(envelope)).toEqual(envelope);
  });

  it("to feedback that skips nothing has a version of its own", () => {
    const { header } = musicAnswer({ name: "Response", payload: {} }, "message-1", "ReceiveFeedback");
    expect(header).toMatchObject({ namespace: "Alexa", payloadVersion: "2.0" });
  });

  it.each([
    ["an address that is not https", { item: { ...item, stream: { ...item.stream, uri: "http://x" } } }],
    ["no art", { item: { ...item, metadata: { type: "TRACK", name, art: { sources: [] } } } }],
    ["a key that is not documented", { item: { ...item, mood: "happy" } }],
    ["an artist's metadata without its name", { item: { ...item, metadata: { type: "ARTIST", art } } }],
  ])("with %s is not one of ours", (_, payload) => {
    const { header } = musicAnswer({ name: "GetItem.Response", payload: { item } }, "message-1");
    expect(() => checkMusicAnswer({ header, payload })).toThrow();
  });
});
