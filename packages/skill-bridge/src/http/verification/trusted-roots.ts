import { X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";

/** The certificates that may vouch for Amazon's; asked at each new chain. */
export type TrustedRoots = () => readonly X509Certificate[];

let parsed: readonly X509Certificate[] | undefined;

/** The roots that Node brings, parsed at the first use (about 50 ms) and kept. */
export const bundledRoots: TrustedRoots = () => (parsed ??= rootCertificates.map((pem) => new X509Certificate(pem)));
