import { KeyObject } from "node:crypto";
import { createHostLeaf, createRoot } from "../certificates/certificate-authority.js";

/** Wildcards cover one label, and every host of the web API has one before its site (Amazon reference 2.2). */
const SITES = ["com", "de", "co.uk", "fr", "it", "es", "co.jp", "com.br", "ca", "com.mx", "com.au", "in"];
const HOSTS = [...SITES.flatMap((end) => [`*.amazon.${end}`, `amazon.${end}`]), "*.amazonalexa.com"];

/** What a TLS server of the simulated Amazon needs, all PEM. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
  /** The root to trust. */
  readonly ca: string;
}

/** A fresh root, and a certificate of it for every host of Amazon's web API (a few tenths of a second). */
export async function amazonCertificate(): Promise<ServerCertificate> {
  const root = await createRoot("Simulated Amazon Root");
  const leaf = await createHostLeaf(HOSTS, root);
  const key = KeyObject.from(leaf.keys.privateKey).export({ type: "pkcs8", format: "pem" });
  return { key: String(key), cert: leaf.pem, ca: root.pem };
}
