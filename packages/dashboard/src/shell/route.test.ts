import { describe, expect, it } from "vitest";
import { hrefOf, routeOf } from "./route.js";

describe("routeOf", () => {
  it.each([
    ["", "household", {}],
    ["#/", "household", {}],
    ["#/set-up", "set-up", {}],
    ["#/sign-in?account=abc%201", "sign-in", { account: "abc 1" }],
    ["#/nowhere", "household", {}],
  ] as const)("%j is the view %s", (hash, view, params) => {
    expect(routeOf(hash)).toEqual({ view, params });
  });
});

it("a link leads back to where it came from", () => {
  const params = { account: "ä & b" };
  expect(routeOf(hrefOf("sign-in", params))).toEqual({ view: "sign-in", params });
});
