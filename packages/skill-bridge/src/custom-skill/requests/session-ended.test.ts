import { expect, it } from "vitest";
import { SkillBench } from "../../testing/skill-bench.js";

it("answers nothing at all", () => {
  expect(new SkillBench().ask({ type: "SessionEndedRequest", reason: "USER_INITIATED" })).toEqual({});
});

it("notes the kind of an error, and only of an error", () => {
  const bench = new SkillBench();
  bench.ask({ type: "SessionEndedRequest", reason: "USER_INITIATED" });
  bench.ask({ type: "SessionEndedRequest", reason: "ERROR", error: { type: "INVALID_RESPONSE", message: "secret" } });
  const warnings = bench.lines.filter(({ level }) => level === "warn");
  expect(warnings).toMatchObject([{ fields: { type: "INVALID_RESPONSE" } }]);
});
