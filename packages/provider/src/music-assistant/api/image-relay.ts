import { sizedImagePath } from "@ma-alexa/protocol/music-assistant";

import type { Logger } from "../../ports.js";

export interface ImageRelayParts {
  /** Where Music Assistant serves pictures, such as `http://192.168.1.5:8095`; undefined while unknown. */
  readonly webAddress: () => string | undefined;
  readonly logger: Logger;
  readonly fetch?: typeof fetch;
}

interface Picture {
  readonly contentType: "image/jpeg" | "image/png";
  readonly bytes: Uint8Array;
}

const WITHIN_MS = 5_000;
const MAX_BYTES = 4 * 1024 * 1024;
const ROOM = "/imageproxy";

/**
 * Fetches pictures from Music Assistant's picture service, which resizes them, and from nowhere else: whatever is asked
 * for is a path there, and a redirect is not followed.
 */
export class ImageRelay {
  readonly #parts: ImageRelayParts;

  constructor(parts: ImageRelayParts) {
    this.#parts = parts;
  }

  /** Undefined when there is no such picture, when it is none, or when it cannot be had within 5 s. Never rejects. */
  async fetch(image: string, pixels: number): Promise<Picture | undefined> {
    const address = this.#parts.webAddress();
    const url = address === undefined ? undefined : pictureUrl(image, pixels, address);
    if (url === undefined) return undefined;
    try {
      const ask = this.#parts.fetch ?? fetch;
      const answer = await ask(url, { redirect: "error", signal: AbortSignal.timeout(WITHIN_MS) });
      return await pictureIn(answer);
    } catch (error) {
      this.#parts.logger.debug(
        { error: error instanceof Error ? error.name : "unknown" },
        "A picture could not be fetched",
      );
      return undefined;
    }
  }
}

/** `//elsewhere/…` would be another host, and `…/../…` another room of Music Assistant's. */
function pictureUrl(image: string, pixels: number, address: string): URL | undefined {
  if (!URL.canParse(image, address)) return undefined;
  const url = new URL(sizedImagePath(image, pixels), address);
  const isThere = url.origin === new URL(address).origin;
  return isThere && (url.pathname === ROOM || url.pathname.startsWith(`${ROOM}/`)) ? url : undefined;
}

async function pictureIn(answer: Response): Promise<Picture | undefined> {
  const [type] = (answer.headers.get("content-type") ?? "").split(";");
  if (!answer.ok || answer.body === null || (type !== "image/jpeg" && type !== "image/png")) {
    await answer.body?.cancel();
    return undefined;
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body as AsyncIterable<Uint8Array>) {
    length += part.byteLength;
    // Leaving the loop ends the connection.
    if (length > MAX_BYTES) return undefined;
    parts.push(part);
  }
  return { contentType: type, bytes: Buffer.concat(parts) };
}
