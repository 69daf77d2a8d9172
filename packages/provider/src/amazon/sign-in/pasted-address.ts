import type { SignInFailureCode } from "./sign-in-failure.js";

const CODE_PARAMETER = "openid.oa2.authorization_code";
const LAST_PATH = "/ap/maplanding";
/** No real address comes near this, and none is a page of text. */
const MAX_LENGTH = 8_000;

/** The query of the sign-in's last address, or why the pasted text is not that address. */
export type PastedAddress =
  { readonly kind: "usable"; readonly query: string } | { readonly kind: "refused"; readonly code: SignInFailureCode };

/**
 * Reads what a person pasted: the address at which Amazon's sign-in ends, on `https://www.<basePage>/ap/maplanding` with
 * a code (Amazon reference 3.7). Nothing else is ever sent on; the text is a secret.
 */
export function readPastedAddress(text: string, basePage: string): PastedAddress {
  const trimmed = text.trim();
  if (trimmed.length > MAX_LENGTH || !URL.canParse(trimmed)) return { kind: "refused", code: "ADDRESS_NOT_READABLE" };
  const address = new URL(trimmed);
  const isPlain = address.protocol === "https:" && address.port === "" && address.username + address.password === "";
  if (!isPlain || address.hostname !== `www.${basePage}`) return { kind: "refused", code: "ADDRESS_OF_ANOTHER_SITE" };
  const codes = address.searchParams.getAll(CODE_PARAMETER);
  const isLast = address.pathname === LAST_PATH && codes.length === 1 && codes[0] !== "";
  return isLast
    ? { kind: "usable", query: address.searchParams.toString() }
    : { kind: "refused", code: "ADDRESS_WITHOUT_CODE" };
}
