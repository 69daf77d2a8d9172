import { expect, it } from "vitest";

import { launchLocales, launchPhrase } from "./launch-phrases.js";

it.each([...launchLocales])("has a phrase with the invocation name for %s", (locale) => {
  expect(launchPhrase(locale, "my music")).toContain("my music");
});

it.each([
  ["de-AT", "sag x spiele audio"],
  ["sv-SE", "ask x to play audio"],
  ["fr-BE", "demande à x de jouer audio"],
])("falls back by language for %s", (locale, phrase) => {
  expect(launchPhrase(locale, "x")).toBe(phrase);
});
