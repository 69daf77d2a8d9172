import { expect, it } from "vitest";
import { transportLocales, transportWord } from "./transport-words.js";

it("knows words for every locale that Alexa speaks", () => {
  expect(transportLocales.join(" ")).toBe(
    "ar-SA de-DE en-AU en-CA en-GB en-IN en-US es-ES es-MX es-US fr-CA fr-FR hi-IN it-IT ja-JP nl-NL pt-BR",
  );
});

it.each([
  ["de-DE", "pause", "pause"],
  ["fr-BE", "stop", "arrête"],
  ["sv-SE", "resume", "resume"],
] as const)("says it in the language of %s", (locale, word, said) => {
  expect(transportWord(locale, word)).toBe(said);
});
