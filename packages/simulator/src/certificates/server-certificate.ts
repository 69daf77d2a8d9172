import { KeyObject } from "node:crypto";
import { createHostLeaf, createRoot } from "./certificate-authority.js";

/** What a TLS server needs, and what its clients trust, all PEM. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
  /** The root to trust. */
  readonly ca: string;
}

/** A fresh root called `issuer`, and a certificate of it for these hosts (a few tenths of a second). */
export async function createServerCertificate(issuer: string, hosts: readonly string[]): Promise<ServerCertificate> {
  const root = await createRoot(issuer);
  const leaf = await createHostLeaf(hosts, root);
  const key = KeyObject.from(leaf.keys.privateKey).export({ type: "pkcs8", format: "pem" });
  return { key: String(key), cert: leaf.pem, ca: root.pem };
}
