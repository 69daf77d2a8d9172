import { createHash, randomBytes } from "node:crypto";
import type { Clock } from "../../clock.js";
import type { SimulatedCustomer } from "../people/customer.js";

/** How long a code is good for; the real limit is not known, "short-lived" is (Amazon reference 3.3). */
const LIFETIME_MS = 5 * 60_000;

interface Grant {
  readonly customer: SimulatedCustomer;
  readonly clientId: string;
  readonly challenge: string;
  readonly untilEpochMs: number;
}

/** What an app shows to get a grant back. */
export interface Redemption {
  readonly code: string;
  readonly clientId: string;
  readonly verifier: string;
}

/** Authorization codes of the sign-in (RFC 6749 with PKCE, RFC 7636): each good once, briefly, for one app, with its verifier. */
export class AuthorizationCodes {
  readonly #clock: Clock;
  readonly #grants = new Map<string, Grant>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A code for the app that sent `challenge`. */
  issue(customer: SimulatedCustomer, clientId: string, challenge: string): string {
    const code = `AN${randomBytes(12).toString("hex")}`;
    this.#grants.set(code, { customer, clientId, challenge, untilEpochMs: this.#clock.epoch() + LIFETIME_MS });
    return code;
  }

  /** Whose account it is; undefined when the code is unknown, used, too old, of another app or without its verifier. */
  redeem({ code, clientId, verifier }: Redemption): SimulatedCustomer | undefined {
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    if (grant === undefined || this.#clock.epoch() > grant.untilEpochMs) return undefined;
    const isTheApp = grant.clientId === clientId && grant.challenge === challengeOf(verifier);
    return isTheApp ? grant.customer : undefined;
  }
}

function challengeOf(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}
