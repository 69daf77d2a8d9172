import { describe, expect, it } from "vitest";
import { CHECK_NAMES, type Finding, type ServerFindings } from "./check.js";
import { lookAgain } from "./second-look.js";

const ok: Finding = { ok: true };
const failed: Finding = { ok: false, reason: "nothing was heard" };

function findings(version: string, exceptions: Partial<Record<(typeof CHECK_NAMES)[number], Finding>>): ServerFindings {
  return { version, checks: { ...Object.fromEntries(CHECK_NAMES.map((name) => [name, ok])), ...exceptions } };
}

describe("a second look", () => {
  it("is given to the versions in which something failed, and to no others", async () => {
    const asked: string[] = [];
    await lookAgain([findings("1", {}), findings("2", { play: failed })], (version) => {
      asked.push(version);
      return Promise.resolve(findings(version, {}));
    });
    expect(asked).toEqual(["2"]);
  });

  it("counts what held then, and says that it needed it", async () => {
    const [looked] = await lookAgain([findings("2", { play: failed })], (version) =>
      Promise.resolve(findings(version, { play: { ok: true, delayMs: 7 } })),
    );
    expect(looked?.checks.play).toEqual({ ok: true, delayMs: 7, secondLook: true });
  });

  it("leaves failed what failed twice, and does not fail what held before", async () => {
    const [looked] = await lookAgain([findings("2", { play: failed })], (version) =>
      Promise.resolve(findings(version, { play: failed, skip: failed })),
    );
    expect([looked?.checks.play, looked?.checks.skip]).toEqual([failed, ok]);
  });
});
