import { describe, expect, it } from "vitest";
import { helpText, readArguments } from "./arguments.js";

describe("readArguments", () => {
  it("means start when nothing is typed", () => {
    expect(readArguments([])).toMatchObject({ command: "start", settings: {}, options: { selfTest: false } });
  });

  it("reads a command with its options", () => {
    expect(readArguments(["demo", "--self-test", "--admin-port", "9000"])).toMatchObject({
      command: "demo",
      options: { selfTest: true },
      settings: { adminPort: "9000" },
    });
  });

  it.each([
    [
      "a command that does not exist",
      ["dance"],
      'There is no command "dance". Known are: start, demo, login, logout, accounts, totp, devices, music-skill make, music-assistant connect.',
    ],
    ["an option that does not exist", ["--admin-prot", "1"], "Unknown option '--admin-prot'"],
    ["an option without its value", ["--admin-port"], "--admin-port"],
    ["a self-test of the real house", ["start", "--self-test"], "--self-test belongs to the command demo"],
    ["a way to sign in that does not exist", ["login", "--way", "magic"], "--way is not usable"],
    ["an account where none is asked for", ["devices", "--account", "x"], "--account belongs to the command login"],
  ])("names %s", (_case, typed, sentence) => {
    expect(() => readArguments(typed)).toThrow(sentence);
  });
});

describe("helpText", () => {
  it("shows every command and setting with its environment variable", () => {
    expect(helpText()).toMatch(/demo .*\n[\s\S]*--music-assistant … .*\[MA_ALEXA_MUSIC_ASSISTANT\]/);
  });
});
