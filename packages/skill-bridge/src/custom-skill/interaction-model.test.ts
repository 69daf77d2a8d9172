import { expect, it } from "vitest";
import { interactionModel, SKILL_LOCALES } from "./interaction-model.js";

const intentsOf = (locale: (typeof SKILL_LOCALES)[number]) =>
  interactionModel(locale).interactionModel.languageModel.intents;

it.each(SKILL_LOCALES)("has words for PlayAudio in %s and none for what Amazon knows", (locale) => {
  for (const { name, samples } of intentsOf(locale)) expect(samples.length > 0).toBe(name === "PlayAudio");
});

it("understands what the launch desk says", () => {
  expect(intentsOf("en-US")[0]?.samples).toContain("play audio");
  expect(intentsOf("de-DE")[0]?.samples).toContain("audio abspielen");
});

it("is called what the household wants", () => {
  expect(interactionModel("en-US").interactionModel.languageModel.invocationName).toBe("music assistant");
  expect(interactionModel("de-DE", "haus musik").interactionModel.languageModel.invocationName).toBe("haus musik");
});
