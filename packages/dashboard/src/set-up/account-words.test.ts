import type { Account } from "@ma-alexa/protocol/admin";
import { expect, it } from "vitest";
import { lastingOf } from "./account-words.js";

const DAY_MS = 86_400_000;
const account: Account = {
  id: "a",
  label: "Maria",
  marketplace: "amazon.de",
  state: "ready",
  signedInAtEpochMs: 0,
  push: true,
  devices: 4,
  hasTotp: false,
};

it.each<[string, Partial<Account>, string]>([
  ["without a forecast", {}, "1970."],
  ["with a forecast", { endsAtEpochMs: 14 * DAY_MS }, "without."],
  ["past its end", { endsAtEpochMs: 2 * DAY_MS }, "should have been renewed by now."],
  ["that needs a sign-in", { endsAtEpochMs: 14 * DAY_MS, state: "login-required" }, "1970."],
])("says how long a session %s lasts", (_kind, change, end) => {
  const words = lastingOf({ ...account, ...change }, 5 * DAY_MS);
  expect(words.startsWith("Signed in since ")).toBe(true);
  expect(words.endsWith(end)).toBe(true);
});
