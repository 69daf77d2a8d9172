import { expect, it } from "vitest";
import { SkillBench } from "../../testing/skill-bench.js";

const EXCEPTION = {
  type: "System.ExceptionEncountered",
  error: { type: "INVALID_RESPONSE", message: "Cannot use https://music.example.com/stream/secret.mp3 here" },
  cause: { requestId: "request-0" },
};

it("answers nothing at all", () => {
  expect(new SkillBench().ask(EXCEPTION)).toEqual({});
});

it("tells the log what Alexa did not like, without addresses", () => {
  const bench = new SkillBench();
  bench.ask(EXCEPTION);
  expect(bench.lines.at(-1)).toMatchObject({
    level: "error",
    fields: { type: "INVALID_RESPONSE", message: "Cannot use <address> here", cause: "request-0" },
  });
});

it("survives an exception without anything in it", () => {
  expect(new SkillBench().ask({ type: "System.ExceptionEncountered" })).toEqual({});
});
