import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Clock } from "@ma-alexa/provider";

/** Name of the cookie that says "this browser knows the password". */
export const SESSION_COOKIE = "ma_alexa_session";

const LIFETIME_MS = 30 * 24 * 3_600_000;

/** Sessions of the dashboard: signed, expiring cookies, void after a restart of the bridge. */
export class Sessions {
  readonly #secret = randomBytes(32);
  readonly #password: string;
  readonly #clock: Clock;

  constructor(password: string, clock: Clock) {
    this.#password = password;
    this.#clock = clock;
  }

  /** A cookie value when the password is right, undefined otherwise; takes the same time for both. */
  open(password: string): string | undefined {
    if (!timingSafeEqual(this.#hash(password), this.#hash(this.#password))) return undefined;
    const expiry = String(this.#clock.epoch() + LIFETIME_MS);
    return `${expiry}.${this.#hash(expiry).toString("base64url")}`;
  }

  isOpen(cookie: string | undefined): boolean {
    const [expiry, signature] = cookie?.split(".") ?? [];
    if (expiry === undefined || signature === undefined) return false;
    const expected = this.#hash(expiry);
    const given = Buffer.from(signature, "base64url");
    return given.length === expected.length && timingSafeEqual(given, expected) && Number(expiry) > this.#clock.epoch();
  }

  #hash(text: string): Buffer {
    return createHmac("sha256", this.#secret).update(text).digest();
  }
}
