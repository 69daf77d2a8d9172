import { createHmac, timingSafeEqual } from "node:crypto";

/** What the address of a picture says. */
export interface ArtClaims {
  /** What names the picture at its source; undefined for the placeholder. */
  readonly image: string | undefined;
  readonly pixels: number;
}

const LARGEST_PX = 1_024;
const PATH = /^\/art\/(\d{1,4})\/([\w-]{0,3000})\.([\w-]{43})\.(?:jpg|png)$/;

/**
 * Signed addresses of pictures. They never expire, since Alexa keeps them with what she shows; only what this bridge
 * itself has named can be fetched through it.
 */
export class SignedArtUrls {
  readonly #key: Uint8Array;
  readonly #publicUrl: () => string;

  /** `secret`: 32 random bytes that survive a restart. `publicUrl`: without a slash at its end. */
  constructor(secret: Uint8Array, publicUrl: () => string) {
    this.#key = createHmac("sha256", secret).update("art").digest();
    this.#publicUrl = publicUrl;
  }

  /** The whole address of a picture, at most `pixels` wide and high. */
  url(image: string, pixels: number): string {
    return this.#mint(image, pixels, "jpg");
  }

  /** Shown where there is no picture. */
  placeholder(pixels: number): string {
    return this.#mint("", pixels, "png");
  }

  /** What a path says; undefined when this bridge has not made it. Compares in constant time. */
  verify(path: string): ArtClaims | undefined {
    const [, pixels, image, signature] = PATH.exec(path) ?? [];
    if (pixels === undefined || image === undefined || signature === undefined) return undefined;
    const isOurs = timingSafeEqual(this.#sign(`${pixels}/${image}`), Buffer.from(signature, "base64url"));
    if (!isOurs) return undefined;
    return { pixels: Number(pixels), image: image === "" ? undefined : Buffer.from(image, "base64url").toString() };
  }

  #mint(image: string, pixels: number, suffix: "jpg" | "png"): string {
    const said = `${String(Math.min(Math.max(1, Math.round(pixels)), LARGEST_PX))}/${Buffer.from(image).toString("base64url")}`;
    return `${this.#publicUrl()}/art/${said}.${this.#sign(said).toString("base64url")}.${suffix}`;
  }

  #sign(said: string): Buffer {
    return createHmac("sha256", this.#key).update(said).digest();
  }
}
