import { Secret, TOTP } from "otpauth";
import { describe, expect, it } from "vitest";
import { readTotpSecret, totpCode } from "./totp.js";

/** 52 characters, as Amazon shows them. */
const AMAZON = "MZXW 6YTB OIQG K3TF ON2G S43U MVXH IIDP OJUW O2LO MFWC A5DP OBSX";

describe("the code of an authenticator", () => {
  it.each([
    ["at the beginning of time", 0],
    ["in 2026", 1_767_225_600_000],
    ["a moment before the next", 1_767_225_629_999],
    ["far ahead", 20_000_000_000_000],
  ])("is that of another implementation %s", (_when, timestamp) => {
    const oracle = new TOTP({ secret: Secret.fromBase32(AMAZON.replaceAll(" ", "")) });
    const secret = readTotpSecret(AMAZON) ?? new Uint8Array();
    expect(totpCode(secret, timestamp).code).toBe(oracle.generate({ timestamp }));
  });

  it("says how long it holds", () => {
    const secret = readTotpSecret(AMAZON) ?? new Uint8Array();
    expect([0, 1_000, 29_001].map((at) => totpCode(secret, at).secondsLeft)).toEqual([30, 29, 1]);
  });

  it.each([
    ["small letters and dashes", "mzxw-6ytb-oiqg-k3tf", true],
    ["padding", "MZXW6YTBOIQGK3TF======", true],
    ["a letter that base32 lacks", "MZXW6YTBOIQGK3T1", false],
    ["too few letters", "MZXW6YTB", false],
    ["a six-digit code in its place", "123456", false],
    ["nothing", " ", false],
  ])("is read from a secret with %s", (_what, text, usable) => {
    expect(readTotpSecret(text) !== undefined).toBe(usable);
  });
});
