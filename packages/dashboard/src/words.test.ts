import { expect, it } from "vitest";
import { sentence } from "./words.js";

it.each([
  ["Alexa groups cannot be started yet", "Alexa groups cannot be started yet."],
  ["Sign in again: players stay.", "Sign in again: players stay."],
  ["Is anything in its queue?", "Is anything in its queue?"],
  ["Give its address with https://…", "Give its address with https://…"],
])("ends %j as a sentence", (text, ended) => {
  expect(sentence(text)).toBe(ended);
});
