import type { IncomingHttpHeaders } from "node:http";
import { countryOf } from "../people/marketplace.js";

const KEPT_FOR_MS = 14 * 24 * 3_600_000;

/** One cookie as Amazon's token exchange writes it (Amazon reference 3.3). */
export interface CookieEntry {
  readonly Name: string;
  readonly Value: string;
  readonly Path: string;
  readonly Secure: boolean;
  readonly HttpOnly: boolean;
  readonly Expires: string;
}

/** The cookies of one session on one site; a request must bring the two secrets back. */
export function sessionCookies(domain: string, token: string, accessToken: string, epochMs: number): CookieEntry[] {
  const suffix = cookieSuffix(domain);
  const values = {
    "session-id": "262-1234567-1234567",
    [`ubid-${suffix}`]: "258-7654321-7654321",
    "session-token": token,
    [`x-${suffix}`]: "x-of-the-street",
    [`at-${suffix}`]: accessToken,
  };
  const expires = new Date(epochMs + KEPT_FOR_MS).toUTCString();
  return Object.entries(values).map(([Name, Value]) => ({
    Name,
    Value,
    Path: "/",
    Secure: true,
    HttpOnly: true,
    Expires: expires,
  }));
}

/** The same as a Cookie header. */
export function cookieHeader(cookies: readonly CookieEntry[]): string {
  return cookies.map(({ Name, Value }) => `${Name}=${Value}`).join("; ");
}

/** The same as Set-Cookie headers. */
export function setCookies(domain: string, cookies: readonly CookieEntry[]): string[] {
  return cookies.map(
    ({ Name, Value, Expires }) => `${Name}=${Value}; Domain=.${domain}; Expires=${Expires}; Path=/; Secure; HttpOnly`,
  );
}

/** A cookie that a request carries. */
export function cookieOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const pairs = (headers.cookie ?? "").split(/;\s*/);
  // Several of one name come when somebody appends without replacing; the newest stands last.
  return pairs.findLast((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** How the cookies of a site are called: `at-main` in the USA, `at-acbde` in Germany. */
export function cookieSuffix(domain: string): string {
  return domain === "amazon.com" ? "main" : `acb${countryOf(domain)[0].toLowerCase()}`;
}
