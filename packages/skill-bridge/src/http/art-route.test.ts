import fastify from "fastify";
import { describe, expect, it, onTestFinished } from "vitest";
import { recordingLogger } from "../testing/recording-logger.js";
import { artRoute, type Picture } from "./art-route.js";
import { SignedArtUrls } from "./signed-art-urls.js";

const COVER = "/imageproxy/abc";

/** The door for pictures, with a source that knows one cover; `asked` is what it was asked for. */
function open(base = "") {
  const asked: string[] = [];
  const addresses = new SignedArtUrls(Buffer.alloc(32, 7), () => `https://music.example.com${base}`);
  const cover: Picture = { contentType: "image/jpeg", bytes: Buffer.from("cover") };
  const app = fastify();
  void app.register(
    (scope, _options, done) => {
      artRoute(scope, base, {
        addresses,
        source: {
          fetch: (image, pixels) => {
            asked.push(`${image} ${String(pixels)}`);
            return Promise.resolve(image === COVER ? cover : undefined);
          },
        },
        logger: recordingLogger([]),
      });
      done();
    },
    { prefix: base },
  );
  onTestFinished(() => app.close());
  const get = (url: string, headers: Record<string, string> = {}) =>
    app.inject({ url: new URL(url).pathname, headers });
  return { asked, addresses, get };
}

describe("/art/…", () => {
  it.each(["", "/echo"])("serves a picture that this bridge named, in its size, behind %j", async (base) => {
    const { addresses, asked, get } = open(base);
    const answer = await get(addresses.url(COVER, 600));
    expect([answer.statusCode, answer.headers["content-type"], answer.body]).toEqual([200, "image/jpeg", "cover"]);
    expect(asked).toEqual([`${COVER} 600`]);
  });

  it("asks its source once for a picture that is asked for again", async () => {
    const { addresses, asked, get } = open();
    await get(addresses.url(COVER, 256));
    await get(addresses.url(COVER, 256));
    expect(asked).toHaveLength(1);
  });

  it("sends nothing to who has it", async () => {
    const { addresses, get } = open();
    const url = addresses.url(COVER, 256);
    const { etag } = (await get(url)).headers;
    const again = await get(url, { "if-none-match": String(etag) });
    expect([again.statusCode, again.body]).toEqual([304, ""]);
  });

  it.each([
    [
      "another picture",
      (url: string) => url.replace(/\/256\/[\w-]+/, `/256/${Buffer.from("/etc/passwd").toString("base64url")}`),
    ],
    ["another size", (url: string) => url.replace("/256/", "/600/")],
    ["another signature", (url: string) => url.replace(/\.[\w-]{43}\./, `.${"A".repeat(43)}.`)],
    ["no signature", (url: string) => url.replace(/\.[\w-]{43}\./, ".")],
  ])("refuses %s and asks nobody", async (_, change) => {
    const { addresses, asked, get } = open();
    expect((await get(change(addresses.url(COVER, 256)))).statusCode).toBe(403);
    expect(asked).toEqual([]);
  });

  it("has no picture where its source has none, and lets nobody keep that", async () => {
    const { addresses, get } = open();
    const answer = await get(addresses.url("/imageproxy/gone", 256));
    expect([answer.statusCode, answer.headers["cache-control"]]).toEqual([404, "no-store"]);
  });

  it("has a placeholder of its own in every size", async () => {
    const { addresses, asked, get } = open();
    const answer = await get(addresses.placeholder(110));
    expect(answer.headers["content-type"]).toBe("image/png");
    expect(answer.rawPayload.readUInt32BE(16)).toBe(110);
    expect(asked).toEqual([]);
  });

  it("never names a size that nobody needs", () => {
    expect(open().addresses.url(COVER, 9_999)).toContain("/art/1024/");
  });
});
