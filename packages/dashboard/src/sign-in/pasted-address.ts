/** What the page can say of a pasted address before it asks the bridge. */
export type PastedAddress = "empty" | "not-an-address" | "another-site" | "too-early" | "complete";

const CODE = "openid.oa2.authorization_code";

/** Judges the last address of a sign-in at Amazon; the bridge judges again, and Amazon has the last word. */
export function judgeAddress(text: string): PastedAddress {
  const trimmed = text.trim();
  if (trimmed === "") return "empty";
  if (!URL.canParse(trimmed)) return "not-an-address";
  const url = new URL(trimmed);
  if (!/(^|\.)amazon\.[a-z.]+$/.test(url.hostname)) return "another-site";
  return url.searchParams.has(CODE) ? "complete" : "too-early";
}

/** The same in words, with what to do. */
export const ADDRESS_WORDS: Readonly<Record<Exclude<PastedAddress, "empty" | "complete">, string>> = {
  "not-an-address": "This is no web address: copy everything that stands in the address bar, from https:// to its end.",
  "another-site": "This address is not one of Amazon's: copy it in the tab where you signed in.",
  "too-early":
    "The sign-in is not finished at this address: go on in Amazon's tab until its address contains “maplanding”.",
};
