import { EventEmitter } from "node:events";
import type { SignInView } from "@ma-alexa/provider";
import { describe, expect, it } from "vitest";
import { signInAt } from "./login.js";

const WISH = { marketplace: "amazon.de", way: "paste" } as const;
const WRONG = { code: "ADDRESS_WITHOUT_CODE", reason: "Not the last one.", nextStep: "Copy again." } as const;
const USED = { code: "CODE_REFUSED", reason: "Used before.", nextStep: "Begin again." } as const;

/** A desk that says what a test says, and a person who types the given lines. */
function scene(typed: string[]) {
  let view: SignInView = {
    id: "s1",
    way: "paste",
    marketplace: "amazon.de",
    accountId: undefined,
    state: { phase: "opening" },
    expiresAtEpochMs: 0,
  };
  const emitter = new EventEmitter<{ changed: [] }>();
  const become = (state: SignInView["state"]): SignInView => {
    view = { ...view, state };
    emitter.emit("changed");
    return view;
  };
  const said: string[] = [];
  const ask = (): Promise<string> => {
    const line = typed.shift();
    return line === undefined ? new Promise(() => undefined) : Promise.resolve(line);
  };
  const terminal = { say: (line: string) => void said.push(line), ask };
  const paste = (_id: string, address: string): SignInView => {
    if (address === "wrong") return become({ phase: "waiting", url: "https://a", failure: WRONG });
    become({ phase: "checking", url: "https://a" });
    if (address === "used") return become({ phase: "failed", failure: USED });
    return become({ phase: "done", accountId: "a1" });
  };
  const desk = Object.assign(emitter, { begin: () => Promise.resolve(view), newest: () => view, paste });
  const signedIn = signInAt(desk, WISH, terminal);
  queueMicrotask(() => {
    setImmediate(() => become({ phase: "waiting", url: "https://a" }));
  });
  return { signedIn, said };
}

describe("a sign-in in the terminal", () => {
  it("shows the address, takes the pasted one, and is done", async () => {
    const { signedIn, said } = scene(["right"]);
    expect((await signedIn).state).toEqual({ phase: "done", accountId: "a1" });
    expect(said[0]).toContain("https://a");
  });

  it("says what was wrong with an address and asks again", async () => {
    const { signedIn, said } = scene(["wrong", "right"]);
    expect((await signedIn).state.phase).toBe("done");
    expect(said).toContain("Not the last one. Copy again.");
  });

  it("ends with the reason and the remedy when it failed", async () => {
    await expect(scene(["used"]).signedIn).rejects.toMatchObject({
      code: "SIGN_IN_FAILED",
      message: "Used before. Begin again.",
    });
  });
});
