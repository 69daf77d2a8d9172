import { verify, type KeyObject } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Clock } from "../../ports.js";
import { certificateUrl } from "./certificate-url.js";
import { fetchCertificate, type FetchCertificate } from "./fetch-certificate.js";
import { RequestRefused } from "./request-refused.js";
import { SignerCache } from "./signer-cache.js";
import { bundledRoots, type TrustedRoots } from "./trusted-roots.js";

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
  readonly #signers: SignerCache;

  constructor(parts: SignatureCheckParts) {
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
    const url = certificateUrl(address);
    if (url === undefined) throw new RequestRefused("BAD_CHAIN", "The certificate's address is not one of Amazon's.");
    const { key } = await this.#signers.signer(url);
    if (!isSignedBy(key, body, signature)) throw new RequestRefused("BAD_SIGNATURE");
  }
}

function isSignedBy(key: KeyObject, body: Buffer, signature: string): boolean {
  return verify("RSA-SHA256", body, key, Buffer.from(signature, "base64"));
}
