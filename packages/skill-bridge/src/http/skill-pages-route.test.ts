import { musicManifest } from "../skill-management/music-manifest.js";
import fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { skillPagesRoute } from "./skill-pages-route.js";

let app: FastifyInstance;
beforeEach(() => {
  app = fastify();
  skillPagesRoute(app);
});
afterEach(() => app.close());

describe("what the manifest names", () => {
  const manifest = JSON.stringify(
    musicManifest({
      endpoint: "https://echo.example.org",
      publicUrl: "https://echo.example.org",
      promptName: "Music Assistant",
      alias: "music assistant",
      certificate: "Trusted",
    }),
  );
  const named = [...manifest.matchAll(/https:\/\/echo\.example\.org(\/skill\/[\w.-]+)/g)].map(([, path = ""]) => path);

  it("are two pictures and two pages", () => {
    expect(named.sort()).toEqual(["/skill/icon-108.png", "/skill/icon-512.png", "/skill/privacy", "/skill/terms"]);
  });

  it.each(named)("is there, and never 304: %s", async (url) => {
    const { statusCode, headers } = await app.inject({ url, headers: { "if-none-match": "*" } });
    expect([statusCode, headers.etag, headers["last-modified"]]).toEqual([200, undefined, undefined]);
  });

  it("says at the address itself what it is", async () => {
    expect((await app.inject("/")).body).toContain("one household");
  });
});
