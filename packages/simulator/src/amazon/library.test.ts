import { once } from "node:events";
import { sequence, volumeNode } from "@ma-alexa/protocol/amazon";
import { afterEach, describe, expect, it } from "vitest";
import { systemClock } from "../clock.js";
import { createSimulatedAmazon } from "./simulated-amazon.js";
import { StillDevice, notedEffects } from "./testing/household.js";
import { LibraryClass, answer } from "./testing/library.js";
import { redirectToStreet } from "./testing/redirect.js";

const undo: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of undo.splice(0).reverse()) await end();
});

async function signedInLibrary() {
  const notes: string[] = [];
  const kitchen = new StillDevice("G1");
  const devices = [kitchen, new StillDevice("G2", { name: "Study", family: "KNIGHT" })];
  const amazon = createSimulatedAmazon({ clock: systemClock, devices, effects: notedEffects(notes) });
  await amazon.start();
  undo.push(() => amazon.stop());
  undo.push(redirectToStreet(amazon.endpoint));
  const library = new LibraryClass();
  undo.push(() => {
    library.stop();
  });
  const connected = once(library, "ws-connect");
  const options = { cookie: amazon.registration(), amazonPage: "amazon.de", cookieRefreshInterval: 0 };
  await answer((callback) => {
    library.init({ ...options, acceptLanguage: "en-US", usePushConnection: true }, callback);
  });
  await connected;
  return { amazon, kitchen, library, notes };
}

describe("the simulated Amazon with the unmodified library", () => {
  it("signs it in, lists devices, obeys it, and tells it what happens", async () => {
    const { amazon, kitchen, library, notes } = await signedInLibrary();
    expect(Object.values(library.serialNumbers).map(({ accountName }) => accountName)).toEqual(["Kitchen", "Study"]);

    await answer((callback) => {
      library.sendSequenceCommand("G1", "volume", 44, callback);
    });
    const target = {
      deviceSerialNumber: "G2",
      deviceType: "A2U21SRK4QGSE1",
      locale: "en-GB",
      customerId: "A1STREETOWNER",
    };
    await answer((callback) => {
      library.sendSequenceCommand("G2", sequence(volumeNode(target, 12)), null, callback);
    });
    expect(notes).toEqual(["volume G1 44", "volume G2 12"]);

    const volumes = once(library, "ws-volume-change");
    const players = once(library, "ws-audio-player-state-change");
    kitchen.become({ volume: 44, muted: false });
    amazon.pushVolume("G1");
    amazon.pushPlayer("G1", "PLAYING", "m:1");
    expect((await volumes)[0]).toMatchObject({ deviceSerialNumber: "G1", volume: 44, isMuted: false });
    expect((await players)[0]).toMatchObject({ audioPlayerState: "PLAYING", mediaReferenceId: "m:1" });

    const connection = once(library, "ws-device-connection-change");
    kitchen.become({ online: false });
    amazon.pushConnection("G1");
    expect((await connection)[0]).toMatchObject({ deviceSerialNumber: "G1", connectionState: "OFFLINE" });
    expect(amazon.failures).toEqual([]);
  });

  it("loses none of twenty events that happen at once", async () => {
    const { amazon, library } = await signedInLibrary();
    let heard = 0;
    const all = new Promise<void>((resolve) => {
      library.on("ws-equilizer-state-change", () => {
        if (++heard === 20) resolve();
      });
    });
    for (let index = 0; index < 20; index++) amazon.pushEqualizer("G1");
    await all;
    expect(heard).toBe(20);
  });

  it("is gone for it and back on the same ports", async () => {
    const { amazon, library } = await signedInLibrary();
    const { endpoint } = amazon;
    const ask = () =>
      answer((callback) => {
        library.httpsGet("/api/np/list-media-sessions?deviceSerialNumber=G1&deviceType=A", callback);
      });
    const disconnected = once(library, "ws-disconnect");
    await amazon.stop();
    await disconnected;
    await expect(ask()).rejects.toThrow(/ECONNREFUSED|hang up/);
    const connected = once(library, "ws-connect");
    await amazon.resume();
    expect(amazon.endpoint).toEqual(endpoint);
    expect(await ask()).toEqual({ mediaSessionList: [] });
    await connected;
    expect(amazon.pushStreams).toBe(1);
  });
});
