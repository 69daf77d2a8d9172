import { createSimulatedMusicAssistant, TestClock } from "@ma-alexa/simulator";
import { describe, expect, it, onTestFinished } from "vitest";

import { silentLogger } from "../../testing/silent-logger.js";

import { ImageRelay } from "./image-relay.js";

const COVER = "/imageproxy?path=%252Fcovers%252Falbum%25201.jpg&provider=builtin";

/** A relay to a simulated Music Assistant, or to whatever the test answers itself. */
async function relay(answer?: () => Response): Promise<{ relay: ImageRelay; asked: string[] }> {
  const ma = await createSimulatedMusicAssistant({ clock: new TestClock() });
  onTestFinished(() => ma.stop());
  const asked: string[] = [];
  const ask = (url: string | URL | Request): Promise<Response> => {
    asked.push(url instanceof Request ? url.url : String(url));
    return answer === undefined ? fetch(url) : Promise.resolve(answer());
  };
  return { relay: new ImageRelay({ webAddress: () => ma.api.url, logger: silentLogger, fetch: ask }), asked };
}

describe("ImageRelay", () => {
  it.each([
    ["by its path", COVER],
    ["by its opaque id", `/imageproxy/${Buffer.from("/covers/album 1.jpg").toString("base64url")}`],
  ])("fetches a picture %s in the size that is asked for", async (_, image) => {
    const { relay: images } = await relay();
    const picture = await images.fetch(image, 110);
    expect(picture?.contentType).toBe("image/png");
    expect(Buffer.from(picture?.bytes ?? []).readUInt32BE(16)).toBe(110);
  });

  it.each(["//evil.example/x", "http://evil.example/x.jpg", "/api", "/imageproxyx", "/imageproxy/../api"])(
    "asks nobody for %s",
    async (image) => {
      const { relay: images, asked } = await relay();
      expect(await images.fetch(image, 256)).toBeUndefined();
      expect(asked).toEqual([]);
    },
  );

  it.each([
    ["what is no picture", () => new Response("<html>", { headers: { "content-type": "text/html" } })],
    ["what is gone", () => new Response("", { status: 404 })],
    [
      "what is larger than any picture",
      () => new Response(new Uint8Array(5_000_000), { headers: { "content-type": "image/png" } }),
    ],
    ["a broken line", () => Response.error()],
  ])("has nothing for %s", async (_, answer) => {
    const { relay: images } = await relay(answer);
    expect(await images.fetch(COVER, 256)).toBeUndefined();
  });
});
