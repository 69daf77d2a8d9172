import { describe, expect, it } from "vitest";
import { signInFailure } from "./sign-in-failure.js";
import { OPENING, stepSignIn, type SignInInput, type SignInState } from "./sign-in-machine.js";

const url = "https://www.amazon.com/ap/signin";
const wrong = signInFailure("ADDRESS_WITHOUT_CODE");
const used = signInFailure("CODE_REFUSED");
const opened: SignInInput = { kind: "opened", url };
const refused: SignInInput = { kind: "address-refused", failure: wrong };
const code: SignInInput = { kind: "code-came" };
const signedIn: SignInInput = { kind: "signed-in", accountId: "a1" };
const failed: SignInInput = { kind: "failed", failure: used };
const cancel: SignInInput = { kind: "cancel" };

describe("a sign-in", () => {
  const table: readonly [string, readonly SignInInput[], SignInState][] = [
    ["opens", [], { phase: "opening" }],
    ["waits for the person once the page is open", [opened], { phase: "waiting", url }],
    [
      "keeps waiting after a wrong address, and says what was wrong",
      [opened, refused],
      { phase: "waiting", url, failure: wrong },
    ],
    ["forgets the wrong address when a code comes", [opened, refused, code], { phase: "checking", url }],
    ["is done once Amazon has accepted the code", [opened, code, signedIn], { phase: "done", accountId: "a1" }],
    ["fails when Amazon does not", [opened, code, failed], { phase: "failed", failure: used }],
    ["fails while it opens", [failed], { phase: "failed", failure: used }],
    ["fails while it waits", [opened, failed], { phase: "failed", failure: used }],
    ["is cancelled while it opens", [cancel], { phase: "cancelled" }],
    ["is cancelled while it waits", [opened, cancel], { phase: "cancelled" }],
    ["is not cancelled while it is checked", [opened, code, cancel], { phase: "checking", url }],
    ["takes no second code while it is checked", [opened, code, code], { phase: "checking", url }],
    ["takes no code before its page is open", [code], { phase: "opening" }],
    ["is not done by itself", [opened, signedIn], { phase: "waiting", url }],
    ["stays done", [opened, code, signedIn, failed, cancel, opened], { phase: "done", accountId: "a1" }],
    ["stays failed", [failed, opened, code, signedIn, cancel], { phase: "failed", failure: used }],
    ["stays cancelled", [cancel, opened, failed], { phase: "cancelled" }],
  ];

  it.each(table)("%s", (_name, inputs, state) => {
    expect(inputs.reduce(stepSignIn, OPENING)).toEqual(state);
  });
});
