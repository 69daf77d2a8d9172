import { describe, expect, it } from "vitest";
import { WireError } from "../wire.js";
import { encodePushFrame, parsePushFrame, PUSH_DELIMITER, PUSH_FRAME_LIMIT_BYTES } from "./push-frame.js";
import { parsePushEvent } from "./push.js";

const dopplerId = { deviceSerialNumber: "G0TEST0001", deviceType: "A2U" };
const volume = { dopplerId, volumeSetting: 40, isMuted: false, destinationUserId: "A1" };

const events: [command: string, kind: string, payload: object][] = [
  [
    "PUSH_AUDIO_PLAYER_STATE",
    "audioPlayerState",
    { dopplerId, audioPlayerState: "INTERRUPTED", mediaReferenceId: "28:2", quality: null, error: false },
  ],
  ["PUSH_VOLUME_CHANGE", "volumeChange", volume],
  ["PUSH_DOPPLER_CONNECTION_CHANGE", "connectionChange", { dopplerId, dopplerConnectionState: "OFFLINE" }],
  ["PUSH_EQUALIZER_STATE_CHANGE", "equalizer", { dopplerId, bass: 0, midrange: 0, treble: 0 }],
  ["PUSH_BLUETOOTH_STATE_CHANGE", "bluetooth", { dopplerId, bluetoothEvent: "STREAMING_STATE_CHANGED" }],
  [
    "NotifyNowPlayingUpdated",
    "nowPlayingUpdated",
    {
      customerId: "A1",
      update: {
        taskSessionId: "amzn1.echo-api.session.x",
        update: {
          cause: "PLAYBACK_STARTED",
          nowPlayingData: {
            playerState: "PLAYING",
            mediaId: "28",
            infoText: { title: "Air", subText1: "Bach", subText2: "Suite" },
            progress: { mediaProgress: 613, mediaLength: 199_773 },
          },
        },
      },
    },
  ],
];

describe("push events", () => {
  it.each(events)("of %s are %s", (command, kind, payload) => {
    expect(parsePushEvent(command, payload)).toEqual({ kind, payload });
  });

  it("that only announce a change of the media sessions carry nothing", () => {
    expect(parsePushEvent("NotifyMediaSessionsUpdated", undefined)).toEqual({ kind: "mediaSessionsUpdated" });
  });

  it("that we do not act on keep their name, whatever they carry", () => {
    expect(parsePushEvent("PUSH_ACTIVITY", "…")).toEqual({ kind: "other", command: "PUSH_ACTIVITY" });
  });

  it("with a state that Amazon added are unknown in that field only", () => {
    expect(parsePushEvent("PUSH_AUDIO_PLAYER_STATE", { dopplerId, audioPlayerState: "BUFFERING" })).toMatchObject({
      payload: { audioPlayerState: "unknown", dopplerId },
    });
  });

  it("that name no device are refused", () => {
    expect(() => parsePushEvent("PUSH_VOLUME_CHANGE", { volumeSetting: 40 })).toThrow(
      expect.objectContaining({ what: "PUSH_VOLUME_CHANGE", path: "dopplerId" }) as WireError,
    );
  });
});

describe("push frames", () => {
  it("begin, nest and end as the library expects", () => {
    expect(encodePushFrame("PUSH_VOLUME_CHANGE", { volumeSetting: 4 }, { messageId: "m1", timeStamp: 5 })).toBe(
      "Content-Type: application/json\r\n\r\n" +
        '{"directive":{"header":{"namespace":"Alexa.Mobile.Push","name":"RenderUpdate","messageId":"m1"},"payload":{"renderingUpdates":[{"route":"EventBus:tcomm::message","resourceId":"PUSH_VOLUME_CHANGE",' +
        String.raw`"resourceMetadata":"{\"command\":\"PUSH_VOLUME_CHANGE\",\"timeStamp\":5,\"payload\":\"{\\\"volumeSetting\\\":4}\"}"}]}}}` +
        "\r\n--------abcde123\r\n",
    );
  });

  it.each(events)("of %s are read as they were written", (command, kind, payload) => {
    const frame = encodePushFrame(command, payload);
    expect(frame.endsWith(PUSH_DELIMITER)).toBe(true);
    expect(frame.length).toBeLessThan(PUSH_FRAME_LIMIT_BYTES);
    expect(parsePushFrame(frame)).toEqual([{ kind, payload }]);
  });

  it.each([PUSH_DELIMITER, "{", encodePushFrame("PUSH_VOLUME_CHANGE", {}), '{"directive":{}}'])(
    "are refused when they are malformed: %j",
    (frame) => {
      expect(() => parsePushFrame(frame)).toThrow(WireError);
    },
  );
});
