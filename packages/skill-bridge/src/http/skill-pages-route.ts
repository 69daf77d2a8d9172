import type { FastifyInstance, FastifyReply } from "fastify";
import { placeholderPicture } from "./placeholder-picture.js";

const PAGES: Readonly<Record<"" | "/skill/privacy" | "/skill/terms", string>> = {
  "": "This is a bridge between Alexa and the Music Assistant of one household. There is nothing to see here.",
  "/skill/privacy":
    "This skill belongs to one household and serves nobody else. What is asked of it stays on the household's own machine.",
  "/skill/terms": "This skill belongs to one household, comes without any warranty, and is used at its own risk.",
};

/** The sizes that a skill's manifest must name. */
const ICON_PIXELS = [108, 512] as const;

/** What a music skill's manifest points to, and the page at the address itself, which the Alexa app opens (Music Skill reference 3.1). */
export function skillPagesRoute(app: FastifyInstance): void {
  for (const [path, text] of Object.entries(PAGES)) {
    app.get(path === "" ? "/" : path, (_request, reply) => page(reply, text));
  }
  for (const pixels of ICON_PIXELS) {
    // Without ETag and Last-Modified: Amazon asks with conditions and takes a 304 for "not found" (10.2).
    app.get(`/skill/icon-${String(pixels)}.png`, (_request, reply) =>
      reply.type("image/png").send(Buffer.from(placeholderPicture(pixels).bytes)),
    );
  }
}

function page(reply: FastifyReply, text: string): FastifyReply {
  return reply
    .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
    .type("text/html; charset=utf-8")
    .send(`<!doctype html><html lang="en"><meta charset="utf-8"><title>ma-alexa</title><p>${text}</p></html>`);
}
