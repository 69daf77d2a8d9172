import { describe, expect, it } from "vitest";
import { judge } from "./outcome.js";
import { LoginRequired, NoCsrf, RenewalFailed } from "./library-errors.js";

describe("what a callback of the library means", () => {
  const table: readonly [
    name: string,
    error: Error | null,
    body: unknown,
    status: number | undefined,
    code: string | undefined,
  ][] = [
    ["data", null, { devices: [] }, 200, undefined],
    ["an empty 200", null, { success: true }, 200, undefined],
    ["404 with JSON, told as success", null, { message: null }, 404, "REFUSED"],
    ["no route to a device", null, { message: "No routes found" }, 200, "REFUSED"],
    ["throttling told as success", null, { message: "Rate exceeded" }, 200, "RATE_LIMITED"],
    ["throttling as 400", null, { message: "Too many requests. Try again in some time." }, 400, "RATE_LIMITED"],
    ["429 without a body", new Error("no body"), null, 429, "RATE_LIMITED"],
    ["401", new Error("401 Unauthorized"), null, 401, "UNAUTHORIZED"],
    ["the way to the sign-in page", new Error("no body"), null, 302, "UNAUTHORIZED"],
    ["a page where tokens were asked for", new SyntaxError("Unexpected token <"), null, 200, "BAD_ANSWER"],
    ["the sign-in page", new Error("no JSON"), "<html>", 200, "UNAUTHORIZED"],
    ["500 with JSON, told as success", null, { error: "x" }, 500, "UNREACHABLE"],
    ["a closed port", Object.assign(new Error("connect"), { code: "ECONNREFUSED" }), null, undefined, "UNREACHABLE"],
    ["a hang-up", new Error("socket hang up"), null, undefined, "UNREACHABLE"],
    ["silence", new Error("Timeout"), null, undefined, "TIMEOUT"],
    [
      "an unreachable Amazon during sign-in",
      new Error("Error while checking Authentication: Error: connect ECONNREFUSED 127.0.0.1:1"),
      null,
      undefined,
      "UNREACHABLE",
    ],
    ["a revoked sign-in", new LoginRequired("sign in again"), null, undefined, "LOGIN_REQUIRED"],
    ["a renewal without csrf", new NoCsrf("it keeps back its csrf cookie"), null, 200, "BAD_ANSWER"],
    [
      "an overloaded renewal of a session that was refused",
      new RenewalFailed(new Error("x"), 503),
      null,
      401,
      "UNREACHABLE",
    ],
    [
      "a request that found the session dead",
      new Error("Cookie invalid, Renew unsuccessful"),
      null,
      500,
      "UNAUTHORIZED",
    ],
  ];

  it.each(table)("%s", (_name, error, body, status, code) => {
    expect(judge(error, body, status)?.code).toBe(code);
  });

  it("never repeats what Amazon wrote", () => {
    const secret = judge(null, { message: "token Atnr|secret is wrong" }, 200);
    expect(secret?.message).not.toContain("Atnr");
  });
});
