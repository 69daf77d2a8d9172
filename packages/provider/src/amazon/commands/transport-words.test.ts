import { expect, it } from "vitest";
import { launchLocales } from "../../bridge/launch-phrases.js";
import { transportLocales, transportWord } from "./transport-words.js";

it("knows words for every locale in which an Echo can be launched", () => {
  expect(transportLocales).toEqual([...launchLocales]);
});

it.each([
  ["de-DE", "pause", "pause"],
  ["fr-BE", "stop", "arrête"],
  ["sv-SE", "resume", "resume"],
] as const)("says it in the language of %s", (locale, word, said) => {
  expect(transportWord(locale, word)).toBe(said);
});
