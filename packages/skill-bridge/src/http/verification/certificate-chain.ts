import { X509Certificate, type KeyObject } from "node:crypto";
import { RequestRefused } from "./request-refused.js";

/** Amazon's signing certificate carries this name ("Host a Custom Skill as a Web Service"). */
const SIGNER = "echo-api.amazon.com";

/** Amazon presents three or four; more is an attempt to keep us busy. */
const MAX_CERTIFICATES = 6;

/** A signer that a trusted root vouches for, and the time in which all of its chain is valid. */
export interface TrustedSigner {
  /** The leaf's, taken out once: a certificate makes a new key each time it is asked. */
  readonly key: KeyObject;
  readonly fromEpochMs: number;
  readonly untilEpochMs: number;
}

/** The signer in a PEM chain, leaf first. Throws `RequestRefused` BAD_CHAIN unless a trusted root vouches for it now. */
export function trustedSigner(pem: string, roots: readonly X509Certificate[], epochMs: number): TrustedSigner {
  const chain = certificates(pem);
  const leaf = chain[0];
  if (leaf === undefined) throw refused("holds no certificate");
  const names = leaf.checkHost(SIGNER, { subject: "never", wildcards: false });
  if (names === undefined) throw refused("is not made out to Alexa");
  if (leaf.publicKey.asymmetricKeyType !== "rsa") throw refused("has a key of the wrong kind");
  const path = pathToRoot(chain, roots);
  const fromEpochMs = Math.max(...path.map((certificate) => Date.parse(certificate.validFrom)));
  const untilEpochMs = Math.min(...path.map((certificate) => Date.parse(certificate.validTo)));
  const signer = { key: leaf.publicKey, fromEpochMs, untilEpochMs };
  if (!isValidAt(signer, epochMs)) throw refused("is outside its dates");
  return signer;
}

/** Whether every certificate between the signer and its root is inside its dates. Unreadable dates count as outside. */
export function isValidAt(signer: TrustedSigner, epochMs: number): boolean {
  return signer.fromEpochMs <= epochMs && epochMs <= signer.untilEpochMs;
}

function certificates(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length > MAX_CERTIFICATES) throw refused(`has more than ${MAX_CERTIFICATES} certificates`);
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    throw refused("cannot be read");
  }
}

/**
 * The certificates from the leaf to a trusted root, root included. The walk stops as soon as a root issued the current one: what
 * Amazon presents beyond is cross-signed by a root that newer versions of Node no longer bring.
 */
function pathToRoot(chain: readonly X509Certificate[], roots: readonly X509Certificate[]): X509Certificate[] {
  const path: X509Certificate[] = [];
  for (const [index, certificate] of chain.entries()) {
    if (index > 0 && !certificate.ca) throw refused("has an issuer that may not issue");
    path.push(certificate);
    const root = roots.find((candidate) => issued(candidate, certificate));
    if (root !== undefined) return [...path, root];
    const next = chain[index + 1];
    if (next === undefined || !issued(next, certificate)) break;
  }
  throw refused("leads to no root that this machine trusts");
}

function issued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function refused(complaint: string): RequestRefused {
  return new RequestRefused("BAD_CHAIN", `The certificate chain ${complaint}.`);
}
