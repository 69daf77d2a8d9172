import { expect, it } from "vitest";
import { SkillBench, spoken } from "../../testing/skill-bench.js";
import { interactionModel, SKILL_LOCALES } from "../interaction-model.js";

it.each(["LoopOn", "LoopOff", "ShuffleOn", "ShuffleOff", "Repeat"])("%s is declined politely", (name) => {
  const bench = new SkillBench();
  expect(spoken(bench.say(`AMAZON.${name}Intent`))).toContain("in Music Assistant");
  expect(bench.told).toEqual([]);
});

it("help says what can be said", () => {
  expect(spoken(new SkillBench().say("AMAZON.HelpIntent"))).toContain("next");
  expect(spoken(new SkillBench().say("AMAZON.HelpIntent", { locale: "de-DE" }))).toContain("nächster");
});

it("what was not understood is said to be so, and ends the session", () => {
  for (const intent of ["AMAZON.FallbackIntent", "SomethingElse"]) {
    const answer = new SkillBench().say(intent);
    expect([spoken(answer), answer.shouldEndSession]).toEqual([expect.stringContaining("not understand"), true]);
  }
});

it.each(SKILL_LOCALES)("answers every intent that the model of %s declares", (locale) => {
  const { intents } = interactionModel(locale).interactionModel.languageModel;
  const silent = intents.filter(({ name }) => name !== "AMAZON.FallbackIntent" && isFallback(name));
  expect(silent).toEqual([]);
});

function isFallback(intent: string): boolean {
  return spoken(new SkillBench().playing().say(intent))?.includes("not understand") === true;
}
