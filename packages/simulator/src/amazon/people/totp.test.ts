import { describe, expect, it } from "vitest";
import { matchingStep, totp } from "./totp.js";

// RFC 6238, appendix B: the secret "12345678901234567890" in base32, SHA-1, the last six of eight digits.
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("totp", () => {
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("shows at %d s what the specification's table says", (seconds, code) => {
    expect(totp(SECRET, seconds * 1_000)).toBe(code);
  });

  it("takes the secret as Amazon prints it, in groups and small letters", () => {
    expect(totp("gezd gnbv gy3t qojq gezd gnbv gy3t qojq", 59_000)).toBe("287082");
  });

  it("knows a code one step early or late, and no older one", () => {
    expect(matchingStep(SECRET, "287082", 59_000)).toBe(1);
    expect(matchingStep(SECRET, "287082", 89_000)).toBe(1);
    expect(matchingStep(SECRET, "287082", 120_000)).toBeUndefined();
  });

  it("refuses a secret that is no base32", () => {
    expect(() => totp("not!", 0)).toThrow("no base32");
  });
});
