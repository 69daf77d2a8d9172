import { verify, type KeyObject } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Clock } from "../../ports.js";
import { fetchCertificate, type FetchCertificate } from "./fetch-certificate.js";
import { RequestRefused } from "./request-refused.js";
import { SignerCache } from "./signer-cache.js";
import { bundledRoots, type TrustedRoots } from "./trusted-roots.js";

const ALGORITHM = "RSA-SHA256";
/** Requests that follow each other more closely than this come in a crowd. */
const CROWD_MS = 2;

/** Who may vouch for Alexa, and how their certificates are had. */
export interface SignatureCheckParts {
  readonly clock: Clock;
  /** Default: over the internet. */
  readonly fetchCertificate?: FetchCertificate;
  /** Default: those that Node brings. */
  readonly roots?: TrustedRoots;
}

/** Whether Alexa signed these bytes: the same headers for custom and music skills (Music Skill reference 3.1). */
export class SignatureCheck {
  readonly #clock: Clock;
  readonly #signers: SignerCache;
  #lastMs = -Infinity;

  constructor(parts: SignatureCheckParts) {
    this.#clock = parts.clock;
    this.#signers = new SignerCache({
      fetchCertificate: parts.fetchCertificate ?? fetchCertificate,
      roots: parts.roots ?? bundledRoots,
      clock: parts.clock,
    });
  }

  /** Resolves when the signature over the raw bytes holds; rejects with `RequestRefused` otherwise. */
  async check(headers: IncomingHttpHeaders, body: Buffer): Promise<void> {
    const { signaturecertchainurl: address, "signature-256": signature } = headers;
    if (typeof address !== "string" || typeof signature !== "string") throw new RequestRefused("UNSIGNED");
    const { key } = await this.#signers.signer(address);
    const bytes = Buffer.from(signature, "base64");
    const holds = this.#isCrowded() ? await isSignedElsewhere(key, body, bytes) : verify(ALGORITHM, body, key, bytes);
    if (!holds) throw new RequestRefused("BAD_SIGNATURE");
  }

  /** One alone is answered soonest when it is checked here; of a crowd more are when other threads check. */
  #isCrowded(): boolean {
    const nowMs = this.#clock.now();
    const sinceMs = nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    return sinceMs < CROWD_MS;
  }
}

/** The same check on one of Node's own threads. */
function isSignedElsewhere(key: KeyObject, body: Buffer, signature: Buffer): Promise<boolean> {
  return new Promise((resolve, reject) => {
    verify(ALGORITHM, body, key, signature, (error, holds) => {
      if (error === null) resolve(holds);
      else reject(error);
    });
  });
}
