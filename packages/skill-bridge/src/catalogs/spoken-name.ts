/** Two names are one to Alexa's ears when these are equal: no case, no accents, no punctuation. */
export function spokenName(name: string): string {
  return name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
