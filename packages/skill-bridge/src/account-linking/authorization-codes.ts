import { createHash } from "node:crypto";
import type { Clock } from "../ports.js";
import { isSame, newSecret } from "./secrets.js";

/** Amazon redeems a code within seconds; RFC 6749 (4.1.2) allows ten minutes at most. */
const CODE_MS = 300_000;

/** What a code was asked with, and must be redeemed with. */
export interface CodeGrant {
  readonly redirectUri: string;
  /** PKCE's S256 challenge, where the asking side sent one (RFC 7636). */
  readonly challenge?: string;
}

interface Issued extends CodeGrant {
  readonly untilMs: number;
  /** The link that this code became. */
  linkId?: string;
}

/** What redeeming a code comes to. `replayed`: it was redeemed before, so the link it became must end (RFC 6749, 4.1.2). */
export type Redemption =
  { readonly ok: true } | { readonly ok: false; readonly replayed?: { readonly linkId: string } };

/** Codes that were handed out and not yet redeemed, in memory: one that is lost by a restart is asked for again. */
export class AuthorizationCodes {
  readonly #clock: Pick<Clock, "now">;
  readonly #issued = new Map<string, Issued>();

  constructor(clock: Pick<Clock, "now">) {
    this.#clock = clock;
  }

  issue(grant: CodeGrant): string {
    const now = this.#clock.now();
    for (const [code, { untilMs }] of this.#issued) if (untilMs <= now) this.#issued.delete(code);
    const code = newSecret();
    this.#issued.set(code, { ...grant, untilMs: now + CODE_MS });
    return code;
  }

  /** Takes a code that was asked with the same redirect and, where there was a challenge, is shown with its verifier. */
  redeem(code: string, redirectUri: string | undefined, verifier: string | undefined, linkId: string): Redemption {
    const issued = this.#issued.get(code);
    if (issued === undefined || issued.untilMs <= this.#clock.now()) return { ok: false };
    if (issued.linkId !== undefined) return { ok: false, replayed: { linkId: issued.linkId } };
    if (issued.redirectUri !== redirectUri || !isProved(issued.challenge, verifier)) return { ok: false };
    issued.linkId = linkId;
    return { ok: true };
  }
}

function isProved(challenge: string | undefined, verifier: string | undefined): boolean {
  if (challenge === undefined) return verifier === undefined;
  return verifier !== undefined && isSame(createHash("sha256").update(verifier).digest("base64url"), challenge);
}
