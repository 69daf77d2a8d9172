import { describe, expect, it } from "vitest";
import { setUpSteps, type SetUpFacts } from "./set-up-steps.js";

const WELL: SetUpFacts = {
  musicAssistant: { joined: true },
  amazon: { ready: true },
  devices: { playable: 3, online: 2 },
  reach: { kind: "reached", secure: true },
  skillId: "amzn1.ask.skill.x",
  proven: { request: 1, launch: 2, fetch: 3, sound: 4, volume: 5, stop: 6 },
  isDemo: false,
};

const step = (id: string, facts: Partial<SetUpFacts>) =>
  setUpSteps({ ...WELL, ...facts }).find((candidate) => candidate.id === id);

describe("setUpSteps", () => {
  it("are all done, in the order of the chain, where everything was seen to hold", () => {
    const steps = setUpSteps(WELL);
    expect(steps.map(({ id }) => id)).toEqual([
      "music-assistant",
      "amazon",
      "devices",
      "public-address",
      "certificate",
      "skill",
      "skill-enabled",
      "echo-asked",
      "stream-fetched",
      "sound-reported",
      "volume-reported",
      "stopped",
    ]);
    expect(steps.filter(({ state }) => state !== "done")).toEqual([]);
  });

  it.each<[string, string, Partial<SetUpFacts>, "broken" | "open"]>([
    ["music-assistant", "Music Assistant is away", { musicAssistant: { joined: false, reason: "Away." } }, "broken"],
    ["amazon", "nobody is signed in", { amazon: { ready: false } }, "broken"],
    ["devices", "Amazon lists nothing", { devices: { playable: 0, online: 0 } }, "broken"],
    ["devices", "every Echo is offline", { devices: { playable: 3, online: 0 } }, "broken"],
    ["devices", "nobody is signed in", { amazon: { ready: false }, devices: { playable: 0, online: 0 } }, "open"],
    ["public-address", "no address is named", { reach: { kind: "unnamed" } }, "broken"],
    ["public-address", "the address was not tried yet", { reach: { kind: "unknown" } }, "open"],
    ["certificate", "the address does not answer", { reach: { kind: "unnamed" } }, "open"],
    ["certificate", "the address is plain http", { reach: { kind: "reached", secure: false } }, "open"],
    ["certificate", "it is refused", { reach: { kind: "failed", certificate: true, reason: "Old." } }, "broken"],
    ["skill", "no skill is named", { skillId: undefined }, "broken"],
    ["skill-enabled", "Alexa never called", { proven: {} }, "open"],
    ["stopped", "no Echo ever stopped", { proven: { launch: 1 } }, "open"],
  ])("%s is not done while %s, and says what to do", (id, _while, facts, state) => {
    expect(step(id, facts)).toMatchObject({ state, remedy: expect.stringMatching(/\.$/) as string });
  });

  it("believes Alexa's own request more than its own look at the public address", () => {
    const reach = { kind: "failed", certificate: false, reason: "No answer from here." } as const;
    expect(step("public-address", { reach, proven: {} })).toMatchObject({ state: "broken", detail: reach.reason });
    expect(step("public-address", { reach, proven: { request: 7 } })).toMatchObject({
      state: "done",
      seenAtEpochMs: 7,
    });
  });

  it("asks for no address and no certificate in the demo", () => {
    const demo = { isDemo: true, reach: { kind: "unnamed" }, skillId: undefined } as const;
    expect(["public-address", "certificate", "skill"].map((id) => step(id, demo)?.state)).toEqual([
      "done",
      "done",
      "done",
    ]);
  });
});
