import { expect, it } from "vitest";
import { sentence } from "./words.js";

it.each([
  [
    "Alexa groups can only be started by the music skill: make it first",
    "Alexa groups can only be started by the music skill: make it first.",
  ],
  ["Sign in again: players stay.", "Sign in again: players stay."],
  ["Is anything in its queue?", "Is anything in its queue?"],
  ["Give its address with https://…", "Give its address with https://…"],
])("ends %j as a sentence", (text, ended) => {
  expect(sentence(text)).toBe(ended);
});
