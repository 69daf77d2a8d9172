import { describe, expect, it } from "vitest";
import { parse } from "../wire.js";
import { MediaSessionListSchema, PlayerInfoSchema } from "./player-state.js";
import { RegistrationSchema } from "./registration.js";

describe("the player info", () => {
  it("of a playing device is read", () => {
    const playing = {
      playerInfo: {
        state: "PLAYING",
        mediaId: "8e9a:1",
        queueId: "q",
        infoText: { title: "Air", subText1: "Bach", subText2: "Suite", multiLineMode: false },
        provider: { providerName: "Amazon Music" },
        progress: { mediaLength: 461, mediaProgress: 2 },
        mainArt: { url: "https://example.test/a.jpg" },
        volume: { muted: false, volume: 35 },
        isPlayingInLemur: false,
        playingInLemurId: null,
      },
    };
    expect(parse(PlayerInfoSchema, playing, "The player info")).toEqual(playing);
  });

  it("of an idle device has null everywhere", () => {
    const idle = { playerInfo: { state: null, infoText: null, progress: null, volume: null, isPlayingInLemur: false } };
    expect(parse(PlayerInfoSchema, idle, "The player info")).toEqual(idle);
  });

  it("with a state that Amazon added is unknown in that field only", () => {
    const { playerInfo } = parse(PlayerInfoSchema, { playerInfo: { state: "RESTING" } }, "The player info");
    expect(playerInfo.state).toBe("unknown");
  });

  it("that is an error answer instead is refused", () => {
    expect(() => parse(PlayerInfoSchema, { message: "No routes found" }, "The player info")).toThrow("playerInfo");
  });
});

describe("the list of media sessions", () => {
  it("keeps the sessions that can be read", () => {
    const session = {
      taskSessionId: "amzn1.echo-api.session.x",
      endpointList: [{ id: { deviceSerialNumber: "G0TEST0001", deviceType: "A2U" } }],
      nowPlayingData: { playerState: "PAUSED", progress: { mediaProgress: 1000, mediaLength: 2000 } },
    };
    const list = { mediaSessionList: [session, { endpointList: null }, { ...session, endpointList: [{ id: {} }] }] };
    expect(parse(MediaSessionListSchema, list, "The sessions")).toEqual({
      mediaSessionList: [session, { ...session, endpointList: [] }],
    });
  });
});

describe("the registration", () => {
  const registration = {
    refreshToken: "Atnr|test",
    localCookie: "csrf=1; session-id=2",
    amazonPage: "amazon.de",
    deviceSerial: "0123",
    macDms: { device_private_key: "k", adp_token: "t" },
    dataVersion: 2,
    future: { kept: true },
  };

  it("survives whole, because the library gets it back", () => {
    expect(parse(RegistrationSchema, registration, "The registration")).toEqual(registration);
  });

  it("without what the library dies for is refused, and no secret is told", () => {
    const broken = { ...registration, macDms: "t0ps3cret" };
    expect(() => parse(RegistrationSchema, broken, "The registration")).toThrow(/macDms is missing or not of the type/);
    expect(() => parse(RegistrationSchema, broken, "The registration")).not.toThrow("t0ps3cret");
  });
});
