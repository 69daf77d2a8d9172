import "reflect-metadata";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";
import { webcrypto } from "node:crypto";
import { isIP } from "node:net";

const ALGORITHM = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", publicExponent: new Uint8Array([1, 0, 1]) } as const;

/** Wide enough for the fixed wall clock of tests and for the machine's own. */
const VALID_FROM = new Date("2025-01-01T00:00:00Z");
const VALID_UNTIL = new Date("2045-01-01T00:00:00Z");

/** A certificate with its private key: enough to sign requests, or further certificates. */
export interface Certified {
  readonly name: string;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly pem: string;
}

/** A new root that vouches for itself. */
export function createRoot(name: string): Promise<Certified> {
  return issue(name, undefined, authority(1), VALID_UNTIL);
}

/** A certificate that may issue others, itself issued by `issuer`. */
export function createIntermediate(name: string, issuer: Certified): Promise<Certified> {
  return issue(name, issuer, authority(0), VALID_UNTIL);
}

/** A certificate made out to the host `name`, valid until `until`. */
export function createLeaf(name: string, issuer: Certified, until = VALID_UNTIL): Promise<Certified> {
  return issue(name, issuer, hostExtensions([name]), until);
}

/** A certificate for several hosts, names or addresses; `*.` stands for one label. */
export function createHostLeaf(hosts: readonly string[], issuer: Certified): Promise<Certified> {
  return issue(hosts[0] ?? "", issuer, hostExtensions(hosts), VALID_UNTIL);
}

function hostExtensions(hosts: readonly string[]): Extension[] {
  return [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment, true),
    new SubjectAlternativeNameExtension(hosts.map((value) => ({ type: isIP(value) === 0 ? "dns" : "ip", value }))),
  ];
}

function authority(pathLength: number): Extension[] {
  return [
    new BasicConstraintsExtension(true, pathLength, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
  ];
}

async function issue(
  name: string,
  issuer: Certified | undefined,
  extensions: Extension[],
  notAfter: Date,
): Promise<Certified> {
  const keys = await webcrypto.subtle.generateKey({ ...ALGORITHM, modulusLength: 2048 }, true, ["sign", "verify"]);
  const certificate = await X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: `CN=${issuer?.name ?? name}`,
    notBefore: VALID_FROM,
    notAfter,
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    signingAlgorithm: ALGORITHM,
    // Strict verifiers, such as Python's from 3.13 on, refuse a chain whose links do not name each other.
    extensions: [
      ...extensions,
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create((issuer?.keys ?? keys).publicKey),
    ],
  });
  return { name, keys, pem: certificate.toString("pem") };
}
