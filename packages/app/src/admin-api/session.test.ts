import { TestClock } from "@ma-alexa/simulator";
import { describe, expect, it } from "vitest";
import { isLoopbackHost } from "./host-guard.js";
import { Sessions } from "./session.js";

const clock = new TestClock();
const sessions = new Sessions("correct horse", clock);

describe("Sessions", () => {
  it("opens with the password only", () => {
    expect(sessions.open("wrong horse")).toBeUndefined();
    expect(sessions.isOpen(sessions.open("correct horse"))).toBe(true);
  });

  it("refuses a cookie whose expiry was changed", () => {
    const [expiry, signature] = (sessions.open("correct horse") ?? "").split(".");
    expect(sessions.isOpen(`${String(Number(expiry) + 1)}.${signature ?? ""}`)).toBe(false);
  });

  it("refuses nothing, nonsense and another bridge's cookie", () => {
    const foreign = new Sessions("correct horse", clock).open("correct horse");
    expect([undefined, "", "x", "1.x", foreign].map((cookie) => sessions.isOpen(cookie))).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it("ends after thirty days", () => {
    const cookie = sessions.open("correct horse");
    clock.tick(30 * 24 * 3_600_000 + 1);
    expect(sessions.isOpen(cookie)).toBe(false);
  });
});

describe("isLoopbackHost", () => {
  it.each([
    ["127.0.0.1:8127", true],
    ["localhost:8127", true],
    ["[::1]:8127", true],
    ["evil.example:8127", false],
    ["127.0.0.1.evil.example", false],
    ["", false],
    [undefined, false],
  ])("%s → %s", (host, expected) => {
    expect(isLoopbackHost(host)).toBe(expected);
  });
});
