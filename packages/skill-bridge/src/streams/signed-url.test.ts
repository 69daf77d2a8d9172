import { TestClock } from "@ma-alexa/simulator";
import { describe, expect, it } from "vitest";
import { StreamUrls } from "./signed-url.js";

const clock = new TestClock();
const urls = new StreamUrls(Buffer.alloc(32, 7), clock);
const claims = { playerId: "B6N8vBQgk8i3VdwbE", playId: "p_1-x" };

describe("StreamUrls", () => {
  it("says what was signed", () => {
    expect(urls.verify(urls.mint(claims))).toEqual(claims);
    expect(urls.verify(urls.mint({ ...claims, afterGeneration: 3 }))).toEqual({ ...claims, afterGeneration: 3 });
  });

  it("ends in .mp3, since some Echos choose the codec by the suffix", () => {
    expect(urls.mint(claims)).toMatch(/^\/stream\/[^/]+\.mp3$/);
  });

  it.each([
    ["another player", (path: string) => path.replace("B6N8", "C6N8")],
    [
      "a later expiry",
      (path: string) =>
        path.replace(
          /\.(\d+)\.([\w-]{43})\.mp3$/,
          (_all, expiry: string, signature: string) => `.${String(Number(expiry) + 1)}.${signature}.mp3`,
        ),
    ],
    ["another signature", (path: string) => path.replace(/[\w-]{43}\.mp3$/, `${"A".repeat(43)}.mp3`)],
  ])("refuses %s as forged", (_what, change) => {
    expect(urls.verify(change(urls.mint(claims)))).toEqual({ refused: "forged" });
  });

  it("refuses what another bridge signed", () => {
    expect(urls.verify(new StreamUrls(Buffer.alloc(32, 8), clock).mint(claims))).toEqual({ refused: "forged" });
  });

  it("refuses an address whose time is over", () => {
    const path = urls.mint(claims, 60_000);
    clock.tick(59_000);
    expect(urls.verify(path)).toEqual(claims);
    clock.tick(2_500);
    expect(urls.verify(path)).toEqual({ refused: "expired" });
  });

  it.each(["/stream/", "/stream/x.mp3", "/stream/a.b..1.sig.mp3", "/other"])("refuses %s as malformed", (path) => {
    expect(urls.verify(path)).toEqual({ refused: "malformed" });
  });
});
