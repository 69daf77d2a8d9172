import { describe, expect, it } from "vitest";
import { WireError } from "../../wire.js";
import { parseMusicMessage, readDirective, type DirectiveName, type MusicDirective } from "./directive.js";

const requestContext = { user: { id: "amzn1.ask.account.A", accessToken: "token" }, location: { countryCode: "US" } };
const bare = { id: "queue.1", queueId: "queue", contentId: "library://album/12" };
const nested = { id: "queue.1", queueId: "queue", content: { id: "library://album/12", metadataType: "TRACK" } };
const wrapped = { namespace: "Alexa.Audio.PlayQueue", name: "item", value: bare };
const reference = { itemId: "queue.1", queueId: "queue", contentId: "library://album/12" };

function read(namespace: string, name: string, payload: object): MusicDirective {
  const header = { messageId: "4LMp0Nenqmwmx2Ng7YQNvZ1IK", namespace, name, payloadVersion: "1.0" };
  const message = parseMusicMessage(JSON.stringify({ header, payload: { requestContext, ...payload } }));
  if (message.kind !== "directive") throw new Error("It is an event");
  return readDirective(message.header, message.payload);
}

/** Each directive as Alexa sends it, and what is understood. */
const rows: [string, DirectiveName, object, object][] = [
  [
    "Alexa.Media.Search",
    "GetPlayableContent",
    { selectionCriteria: { attributes: [{ type: "ARTIST", entityId: "artist.1", basis: null }, "nonsense"] } },
    { selectionCriteria: { attributes: [{ type: "ARTIST", entityId: "artist.1" }] } },
  ],
  ["Alexa.Media.Search", "GetDisplayableContent", { endpoints: [], maxResultLimit: 25 }, { maxResultLimit: 25 }],
  [
    "Alexa.Media.Playback",
    "Initiate",
    { contentId: "c", currentItemReference: wrapped, playbackModes: { loop: true, repeat: { status: "ON" } } },
    { currentItemReference: reference, playbackModes: { shuffle: false, loop: true, repeat: { status: "ON" } } },
  ],
  [
    "Alexa.Media.Playback",
    "Initiate",
    { contentId: "c", currentItemReference: { strange: true } },
    { currentItemReference: undefined },
  ],
  [
    "Alexa.Media.Playback",
    "Reinitiate",
    { playbackSnapshot: { mediaReference: wrapped } },
    { playbackSnapshot: { mediaReference: reference } },
  ],
  [
    "Alexa.Audio.PlayQueue",
    "GetNextItem",
    { currentItemReference: nested },
    { currentItemReference: reference, isUserInitiated: false },
  ],
  ["Alexa.Audio.PlayQueue", "GetPreviousItem", { currentItemReference: bare }, { currentItemReference: reference }],
  [
    "Alexa.Audio.PlayQueue",
    "JumpToItem",
    { currentItemReference: bare, targetItemId: "queue.4" },
    { targetItemId: "queue.4" },
  ],
  ["Alexa.Media.PlayQueue", "GetItem", { targetItemReference: wrapped }, { targetItemReference: reference }],
  ["Alexa.Audio.PlayQueue", "GetView", { currentItemReference: wrapped }, { currentItemReference: reference }],
  ["Alexa.Media.PlayQueue", "SetShuffle", { currentItemReference: wrapped, enable: true }, { enable: true }],
  ["Alexa.Media.PlayQueue", "SetLoop", { currentItemReference: wrapped, enable: false }, { enable: false }],
  [
    "Alexa.Media.PlayQueue",
    "SetRepeat",
    { currentItemReference: wrapped, mode: { status: "SOMETIMES" } },
    { mode: { status: "unknown" } },
  ],
  [
    "Alexa.UserPreference",
    "ReceiveFeedback",
    { activeContext: { content: [wrapped] }, feedback: { type: "PREFERENCE", value: "POSITIVE" } },
    { activeContext: reference },
  ],
  [
    "Alexa.UserPreference",
    "ReceiveFeedback",
    { activeContext: wrapped, feedback: { type: "PREFERENCE", value: "NEGATIVE" } },
    { activeContext: reference, feedback: { value: "NEGATIVE" } },
  ],
];

describe("a directive", () => {
  it.each(rows)("%s %s is understood as sent", (namespace, name, payload, understood) => {
    expect(read(namespace, name, payload)).toMatchObject({ name, payload: understood });
  });

  it.each([
    ["Alexa.Media.Search", "GetEverything"],
    ["Alexa.Media.Search", "Initiate"],
    ["Alexa.Audio.PlayQueue", "toString"],
  ])("%s %s is none of ours", (namespace, name) => {
    expect(read(namespace, name, {})).toEqual({ name: "unknown" });
  });

  it("names the field that is wrong and never what it says", () => {
    const complaint = trying(() =>
      read("Alexa.Media.PlayQueue", "SetShuffle", { currentItemReference: bare, enable: "secret" }),
    );
    expect(complaint).toMatchObject({ code: "WIRE_MALFORMED", what: "SetShuffle", path: "enable" });
    expect(complaint?.message).not.toContain("secret");
  });

  it.each([
    ["a header", { header: { messageId: "m1", namespace: 1, name: "Initiate" }, payload: {} }, "header.namespace"],
    ["an event", { request: { requestId: "r1" } }, "request.type"],
    ["neither", [], ""],
  ])("says where the mistake is in %s", (_, message, path) => {
    const complaint = trying(() => parseMusicMessage(JSON.stringify(message)));
    expect(complaint).toMatchObject({ code: "WIRE_MALFORMED", what: "A music skill request", path });
  });

  it("is not confused with an event, which comes to the same address", () => {
    const body = { item: bare, offsetInMilliseconds: 12, error: null };
    const event = { request: { type: "AlexaAudioPlayQueueEvent.ItemPlaybackStarted", body } };
    expect(parseMusicMessage(JSON.stringify(event))).toMatchObject({
      kind: "event",
      event: { request: { body: { item: reference, offsetInMilliseconds: 12 } } },
    });
  });
});

function trying(task: () => unknown): WireError | undefined {
  try {
    task();
    return undefined;
  } catch (error) {
    if (error instanceof WireError) return error;
    throw error;
  }
}
