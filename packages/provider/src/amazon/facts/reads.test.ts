import { TestClock } from "@ma-alexa/simulator";
import { describe, expect, it } from "vitest";
import { Breaker } from "../breaker.js";
import type { LibraryCall } from "../worker/messages.js";
import { Reads } from "./reads.js";

function makeReads(answer: (path: string) => unknown) {
  const paths: string[] = [];
  const ignore = (): void => undefined;
  const breaker = new Breaker({ clock: new TestClock(), onShut: ignore, onProbe: ignore, onOpen: ignore });
  const reads = new Reads(breaker, (call: LibraryCall) => {
    const path = call.method === "read" ? call.path : call.method;
    paths.push(path);
    return Promise.resolve(answer(path));
  });
  return { reads, paths };
}

describe("Reads", () => {
  it("leaves out volumes that are not to be believed", async () => {
    const volumes = [
      { dsn: "a", speakerVolume: 30, speakerMuted: null, error: null },
      { dsn: "b", speakerVolume: 0, speakerMuted: false, error: "DEVICE_OFFLINE" },
      { dsn: "c", speakerVolume: null },
    ];
    const { reads } = makeReads(() => ({ volumes }));
    expect(await reads.volumes()).toEqual(new Map([["a", { level: 30, muted: false }]]));
  });

  it("shares one request among those who ask for volumes at the same time", async () => {
    const { reads, paths } = makeReads(() => ({ volumes: [] }));
    await Promise.all([reads.volumes(), reads.volumes()]);
    await reads.volumes();
    expect(paths).toHaveLength(2);
  });

  it("tells of every session where it is and whether it plays", async () => {
    const session = (playerState: string | null, serial: string) => ({
      endpointList: [{ id: { deviceSerialNumber: serial } }],
      nowPlayingData: { playerState, infoText: { title: serial.toUpperCase() } },
    });
    const mediaSessionList = [session("PLAYING", "a"), session("PAUSED", "b"), session(null, "c")];
    const { reads, paths } = makeReads(() => ({ mediaSessionList }));
    expect(await reads.sessions({ serial: "a b", deviceType: "T" })).toEqual([
      { serials: ["a"], playing: true, media: { title: "A" } },
      { serials: ["b"], playing: false, media: { title: "B" } },
      { serials: ["c"], playing: false, media: { title: "C" } },
    ]);
    expect(paths[0]).toBe("/api/np/list-media-sessions?deviceSerialNumber=a+b&deviceType=T");
  });
});
