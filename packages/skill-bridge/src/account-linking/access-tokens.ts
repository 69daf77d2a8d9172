import { createHmac, timingSafeEqual } from "node:crypto";
import type { Clock } from "../ports.js";

/** Amazon asks for a new one before this has passed. */
export const ACCESS_TOKEN_SECONDS = 3_600;

const TOKEN = /^a\.([\w-]{22})\.(\d{1,12})\.([\w-]{43})$/;

/** What an access token says of itself, when we made it. */
export interface AccessClaims {
  readonly linkId: string;
  readonly isExpired: boolean;
}

/** Signed access tokens: nothing is stored for them, so they hold across restarts and cost no look-up. */
export class AccessTokens {
  readonly #key: Uint8Array;
  readonly #clock: Pick<Clock, "epoch">;

  /** `key`: 32 random bytes that survive a restart. */
  constructor(key: Uint8Array, clock: Pick<Clock, "epoch">) {
    this.#key = key;
    this.#clock = clock;
  }

  /** A token of this link, good for an hour. */
  mint(linkId: string): string {
    const said = `a.${linkId}.${Math.ceil(this.#clock.epoch() / 1_000) + ACCESS_TOKEN_SECONDS}`;
    return `${said}.${this.#sign(said).toString("base64url")}`;
  }

  /** What the token says; undefined when it is not one of ours. */
  read(token: string): AccessClaims | undefined {
    const [, linkId, expiry, signature] = TOKEN.exec(token) ?? [];
    if (linkId === undefined || signature === undefined) return undefined;
    const given = Buffer.from(signature, "base64url");
    if (!timingSafeEqual(this.#sign(`a.${linkId}.${expiry}`), given)) return undefined;
    return { linkId, isExpired: Number(expiry) * 1_000 <= this.#clock.epoch() };
  }

  #sign(said: string): Buffer {
    return createHmac("sha256", this.#key).update(said).digest();
  }
}
