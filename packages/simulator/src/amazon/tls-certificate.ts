import { createServerCertificate, type ServerCertificate } from "../certificates/server-certificate.js";

/** Wildcards cover one label, and every host of the web API has one before its site (Amazon reference 2.2). */
const SITES = ["com", "de", "co.uk", "fr", "it", "es", "co.jp", "com.br", "ca", "com.mx", "com.au", "in"];
const HOSTS = [...SITES.flatMap((end) => [`*.amazon.${end}`, `amazon.${end}`]), "*.amazonalexa.com"];

/** A certificate for every host of Amazon's web API, of a root made for it. */
export function amazonCertificate(): Promise<ServerCertificate> {
  return createServerCertificate("Simulated Amazon Root", HOSTS);
}
