import { z } from "zod";

/** What came of asking our own public address whether we are there. */
export type Reach =
  | { readonly kind: "unnamed" }
  | { readonly kind: "unknown" }
  | { readonly kind: "reached"; readonly secure: boolean }
  /** Something answered, or nothing did. `certificate`: it is the certificate that stands in the way. */
  | { readonly kind: "failed"; readonly certificate: boolean; readonly reason: string };

const PATIENCE_MS = 5_000;
const HealthSchema = z.object({ ok: z.literal(true) });

/** Asks `publicUrl` for the door's own word that it lives, as Alexa would: by its name and through its certificate. */
export async function tryPublicAddress(publicUrl: string, ask: typeof fetch = fetch): Promise<Reach> {
  const address = `${publicUrl.replace(/\/+$/, "")}/health`;
  try {
    const response = await ask(address, { redirect: "error", signal: AbortSignal.timeout(PATIENCE_MS) });
    if (HealthSchema.safeParse(await response.json().catch(() => undefined)).success)
      return { kind: "reached", secure: publicUrl.startsWith("https:") };
    return failed(`Something else than this bridge answers at ${address} (status ${response.status}).`);
  } catch (error) {
    return failure(error, new URL(publicUrl).host);
  }
}

function failure(error: unknown, host: string): Reach {
  const code = codeOf(error);
  if (CERTIFICATE_WORDS[code] !== undefined)
    return { kind: "failed", certificate: true, reason: `The certificate of ${host} ${CERTIFICATE_WORDS[code]}.` };
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return failed(`The name ${host} is not known.`);
  if (code === "ECONNREFUSED") return failed(`Nothing listens at ${host}.`);
  return failed(`${host} does not answer from here. Some routers do not let a house see its own public address.`);
}

/** What Node says of a certificate, in a person's words. */
const CERTIFICATE_WORDS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "has expired",
  CERT_NOT_YET_VALID: "is not valid yet",
  DEPTH_ZERO_SELF_SIGNED_CERT: "vouches for itself; Amazon and Echos want one of a public authority",
  SELF_SIGNED_CERT_IN_CHAIN: "comes from an authority that Amazon and Echos do not know",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "comes without the certificates in between: serve the full chain",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "comes without the certificates in between: serve the full chain",
  ERR_TLS_CERT_ALTNAME_INVALID: "is made out to another name",
};

const CodeSchema = z.object({ cause: z.object({ code: z.string() }) });

function codeOf(error: unknown): string {
  const parsed = CodeSchema.safeParse(error);
  return parsed.success ? parsed.data.cause.code : "";
}

function failed(reason: string): Reach {
  return { kind: "failed", certificate: false, reason };
}
