import { KeyObject, sign } from "node:crypto";
import { type Certified, createIntermediate, createLeaf, createRoot } from "./certificate-authority.js";
import { CertificateNotFoundError } from "./certificate-error.js";

/** An address that obeys Amazon's rules for signing certificates. */
const CHAIN_URL = "https://s3.amazonaws.com/echo.api/echo-api-cert-1.pem";

const EXPIRED_SINCE = new Date("2025-06-01T00:00:00Z");

/** Chains that a verifier has to refuse; without options the chain is a good one. */
export interface SkillCertificatesOptions {
  /** The host that the leaf is made out to instead of `echo-api.amazon.com`. */
  readonly san?: string;
  /** The leaf ran out in June 2025. */
  readonly expired?: boolean;
  /** `rootPem` has the name of the chain's root but did not issue it. */
  readonly foreignRoot?: boolean;
}

/** The headers of a skill request that prove who sent it. */
export interface SignatureHeaders {
  /** Base64, RSA with SHA-1: still sent, no longer to be trusted. */
  readonly signature: string;
  /** Base64, RSA with SHA-256. */
  readonly "signature-256": string;
  readonly signaturecertchainurl: string;
}

/** What Amazon signs skill requests with, and what a skill needs to check them. */
export interface SkillCertificates {
  /** The root to trust, PEM. */
  readonly rootPem: string;
  /** Where the chain is to be had. */
  readonly chainUrl: string;
  /** The chain at `url`, PEM, leaf first. Rejects with `CertificateNotFoundError` at any other address. */
  fetch(url: URL | string): Promise<string>;
  /** The headers that go with a request of this very body. */
  sign(body: Buffer): SignatureHeaders;
}

/** Makes a root, an intermediate and a leaf with fresh keys (about half a second). */
export async function createSkillCertificates(options: SkillCertificatesOptions = {}): Promise<SkillCertificates> {
  const { san = "echo-api.amazon.com", expired = false, foreignRoot = false } = options;
  const root = await createRoot("Street Root");
  const intermediate = await createIntermediate("Street Intermediate", root);
  const leaf = await createLeaf(san, intermediate, expired ? EXPIRED_SINCE : undefined);
  const trusted = foreignRoot ? await createRoot(root.name) : root;
  const chain = `${[leaf, intermediate, root].map(({ pem }) => pem).join("\n")}\n`;
  return {
    rootPem: trusted.pem,
    chainUrl: CHAIN_URL,
    fetch: (url) =>
      String(url) === CHAIN_URL ? Promise.resolve(chain) : Promise.reject(new CertificateNotFoundError(String(url))),
    sign: (body) => signatures(leaf, body),
  };
}

function signatures(leaf: Certified, body: Buffer): SignatureHeaders {
  const key = KeyObject.from(leaf.keys.privateKey);
  return {
    signature: sign("RSA-SHA1", body, key).toString("base64"),
    "signature-256": sign("RSA-SHA256", body, key).toString("base64"),
    signaturecertchainurl: CHAIN_URL,
  };
}
