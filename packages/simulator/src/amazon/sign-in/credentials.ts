import { randomBytes, randomInt } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Clock } from "../../clock.js";
import type { SimulatedCustomer } from "../people/customer.js";
import { type CookieEntry, cookieOf, cookieSuffix, sessionCookies } from "./cookies.js";

/** An app that signed in: the account shows it as a phone. */
export interface Phone {
  readonly customer: SimulatedCustomer;
  readonly serial: string;
  readonly name: string;
  readonly accountId: string;
  readonly refreshToken: string;
  /** Whether the device list shows it; one that the test made without signing in is not shown. */
  readonly isListed: boolean;
}

/** A signed-in browser or app on one site. */
export interface WebSession {
  readonly customer: SimulatedCustomer;
  /** Such as `amazon.de`. */
  readonly domain: string;
  readonly phone: Phone | undefined;
  readonly cookies: readonly CookieEntry[];
  readonly csrf: string;
}

/** Everything that was given out and still counts: phones with their refresh tokens, bearers, cookies. */
export class Credentials {
  readonly #clock: Clock;
  readonly #phones = new Set<Phone>();
  readonly #bearers = new Map<string, Phone>();
  /** By session token. */
  readonly #sessions = new Map<string, WebSession>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The customer's phones, oldest first. */
  phonesOf(customer: SimulatedCustomer): readonly Phone[] {
    return [...this.#phones].filter((phone) => phone.customer === customer);
  }

  /** Registers an app; one with the same serial on the same account takes the former's place. */
  addPhone(customer: SimulatedCustomer, serial: string, name: string, isListed = true): Phone {
    for (const former of this.phonesOf(customer)) if (former.serial === serial) this.removePhone(former);
    const refreshToken = `Atnr|${secret()}`;
    const accountId = `amzn1.alexa.device.account.${secret()}`;
    const phone: Phone = { customer, serial, name, accountId, refreshToken, isListed };
    this.#phones.add(phone);
    return phone;
  }

  /** It is no longer signed in: its tokens and cookies are worth nothing. */
  removePhone(phone: Phone): void {
    this.#phones.delete(phone);
    for (const [bearer, owner] of this.#bearers) if (owner === phone) this.#bearers.delete(bearer);
    for (const [token, session] of this.#sessions) if (session.phone === phone) this.#sessions.delete(token);
  }

  phoneWithRefreshToken(refreshToken: string): Phone | undefined {
    return [...this.#phones].find((phone) => phone.refreshToken === refreshToken);
  }

  newBearer(phone: Phone): string {
    const bearer = `Atna|${secret()}`;
    this.#bearers.set(bearer, phone);
    return bearer;
  }

  /** The phone whose `authorization` header this is. */
  phoneWithBearer(authorization: string | undefined): Phone | undefined {
    return this.#bearers.get(authorization?.replace(/^Bearer /, "") ?? "");
  }

  openSession(customer: SimulatedCustomer, domain: string, phone?: Phone): WebSession {
    const token = secret();
    const cookies = sessionCookies(domain, token, `Atza|${secret()}`, this.#clock.epoch());
    const session = { customer, domain, phone, cookies, csrf: String(randomInt(1e9, 4e9)) };
    this.#sessions.set(token, session);
    return session;
  }

  /** The session on `domain` whose cookies these are. */
  sessionOf(headers: IncomingHttpHeaders, domain: string): WebSession | undefined {
    const session = this.#sessions.get(cookieOf(headers, "session-token") ?? "");
    if (session?.domain !== domain) return undefined;
    const name = `at-${cookieSuffix(domain)}`;
    const issued = session.cookies.find((cookie) => cookie.Name === name)?.Value;
    return cookieOf(headers, name) === issued ? session : undefined;
  }

  /** The customer's cookies end, as they do after a fortnight; refresh tokens stay good. */
  expireCookies(customer: SimulatedCustomer): void {
    for (const [token, session] of this.#sessions) if (session.customer === customer) this.#sessions.delete(token);
  }

  /** Nothing of the customer's counts any more. */
  endEverything(customer: SimulatedCustomer): void {
    for (const phone of this.phonesOf(customer)) this.removePhone(phone);
    this.expireCookies(customer);
  }
}

/** Something nobody can guess. */
export function secret(): string {
  return randomBytes(24).toString("base64url");
}
