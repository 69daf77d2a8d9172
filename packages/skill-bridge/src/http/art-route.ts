import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { LRUCache } from "lru-cache";
import type { Logger } from "../ports.js";
import type { ArtClaims } from "./signed-art-urls.js";
import { placeholderPicture } from "./placeholder-picture.js";

/** A picture as it is sent. */
export interface Picture {
  readonly contentType: "image/jpeg" | "image/png";
  readonly bytes: Uint8Array;
}

/** Where pictures come from. Met by provider's `ImageRelay`. */
export interface ArtSource {
  /** Undefined when there is no such picture, or it cannot be had now. Never rejects. */
  fetch(image: string, pixels: number): Promise<Picture | undefined>;
}

/** What `/art/…` needs. */
export interface ArtRouteParts {
  /** Met by `SignedArtUrls`. */
  readonly addresses: { verify(path: string): ArtClaims | undefined };
  readonly source: ArtSource;
}

interface Kept extends Picture {
  readonly etag: string;
}

/** A screen asks for a picture several times, and for the next one while this one sounds. */
const KEPT_BYTES = 16 * 1024 * 1024;
const FRESH_SECONDS = 24 * 3_600;

/** `GET` and `HEAD /art/…`: pictures for Echos with a screen, and for Alexa's app. `base` as for streams. */
export function artRoute(app: FastifyInstance, base: string, parts: ArtRouteParts & { readonly logger: Logger }): void {
  const kept = new LRUCache<string, Kept>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ bytes }) => Math.max(1, bytes.byteLength),
  });
  app.get("/art/*", async (request, reply) => {
    const [path = ""] = request.url.slice(base.length).split("?");
    const claims = parts.addresses.verify(path);
    if (claims === undefined) {
      parts.logger.info({}, "A picture's address was refused");
      return reply.code(403).send({ error: "FORGED", message: "This picture address was not made by this bridge." });
    }
    const picture = kept.get(path) ?? (await get(parts.source, claims));
    if (picture === undefined)
      return reply
        .code(404)
        .header("Cache-Control", "no-store")
        .send({ error: "NOT_FOUND", message: "There is no such picture now." });
    kept.set(path, picture);
    return show(request, reply, picture);
  });
}

async function get(source: ArtSource, { image, pixels }: ArtClaims): Promise<Kept | undefined> {
  const picture = image === undefined ? placeholderPicture(pixels) : await source.fetch(image, pixels);
  if (picture === undefined) return undefined;
  return { ...picture, etag: `"${createHash("sha256").update(picture.bytes).digest("base64url").slice(0, 22)}"` };
}

function show(request: FastifyRequest, reply: FastifyReply, { bytes, contentType, etag }: Kept): FastifyReply {
  void reply
    .header("ETag", etag)
    .header("Cache-Control", `public, max-age=${String(FRESH_SECONDS)}`)
    .header("X-Content-Type-Options", "nosniff");
  if (request.headers["if-none-match"] === etag) return reply.code(304).send();
  return reply.type(contentType).send(Buffer.from(bytes));
}
