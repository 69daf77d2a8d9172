/** What a content id stands for: it may come back after years, so it says everything itself or names what is kept. */
export type ContentMeaning =
  { readonly kind: "library"; readonly uri: string } | { readonly kind: "hand-off"; readonly token: string };

const HAND_OFF = "hand-off:";

/** A content id. Addresses of Music Assistant are their own: they contain `://`, which no token does. */
export function contentId(meaning: ContentMeaning): string {
  return meaning.kind === "library" ? meaning.uri : HAND_OFF + meaning.token;
}

/** The reverse; undefined for what was never one of ours. */
export function contentMeaning(id: string): ContentMeaning | undefined {
  if (id.startsWith(HAND_OFF)) return { kind: "hand-off", token: id.slice(HAND_OFF.length) };
  return /^[\w.+-]+:\/\/\S/.test(id) ? { kind: "library", uri: id } : undefined;
}
