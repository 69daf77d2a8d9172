import { createHmac } from "node:crypto";
import { skillResponse } from "@ma-alexa/protocol/alexa/custom-skill";
import { TestClock } from "@ma-alexa/simulator";
import { beforeEach, describe, expect, it } from "vitest";
import { recordingLogger, type LogLine } from "../testing/recording-logger.js";
import { SKILL_ID, skillRequestText, type EnvelopeOptions } from "../testing/skill-envelope.js";
import { lambdaRoute } from "./lambda-route.js";
import type { SkillRoute } from "./skill-route.js";
import { ForwarderCheck } from "./verification/forwarder-check.js";
import { RequestVerifier } from "./verification/request-verifier.js";

const SECRET = "a secret that the function and the bridge share";
const DIRECTIVE = JSON.stringify({
  header: { messageId: "m1", namespace: "Alexa.Media.Search", name: "GetPlayableContent", payloadVersion: "1.0" },
  payload: {},
});

let route: SkillRoute;
let clock: TestClock;
let lines: LogLine[];

beforeEach(() => {
  clock = new TestClock();
  lines = [];
  route = lambdaRoute({
    forwarder: new ForwarderCheck(SECRET, clock),
    verifier: new RequestVerifier({ applicationIds: [SKILL_ID], clock }),
    skill: ({ request: { type } }) => skillResponse({ card: { type: "Simple", title: type, content: "" } }),
    music: (text) => ({ heard: text }),
    logger: recordingLogger(lines),
  });
});

function signed(body: string, seconds = 0, secret = SECRET): Record<string, string> {
  const timestamp = String(Math.floor(clock.epoch() / 1_000) + seconds);
  const signature = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
  return { "x-ma-alexa-timestamp": timestamp, "x-ma-alexa-signature": signature };
}

async function post(payload: string, headers: Record<string, string> = signed(payload)) {
  const { status, body } = await route(headers, Buffer.from(payload));
  return { status, body: body as Record<string, unknown> };
}

const launch = (options?: EnvelopeOptions) => skillRequestText({ type: "LaunchRequest" }, options);

describe("what the household's function hands on", () => {
  it("reaches the music skill as it was said", async () => {
    expect(await post(DIRECTIVE)).toEqual({ status: 200, body: { heard: DIRECTIVE } });
  });

  it("reaches the custom skill, which answers", async () => {
    expect(await post(launch())).toMatchObject({
      status: 200,
      body: { response: { card: { title: "LaunchRequest" } } },
    });
  });
});

describe("a forwarded message is refused", () => {
  const forged = (body: string) => ({ ...signed(body), "x-ma-alexa-signature": "0".repeat(64) });
  it.each([
    ["without a signature", DIRECTIVE, {}, 403, "UNSIGNED"],
    ["with half a signature", DIRECTIVE, { "x-ma-alexa-timestamp": "1" }, 403, "UNSIGNED"],
    [
      "with a signature that is none",
      DIRECTIVE,
      { ...signedNow(), "x-ma-alexa-signature": "zz" },
      403,
      "BAD_SIGNATURE",
    ],
    ["when it is for neither skill", "{}", undefined, 400, "MALFORMED"],
    ["when it is no JSON", "no", undefined, 400, "MALFORMED"],
  ])("%s", async (_name, body, headers, status, error) => {
    expect(await post(body, headers ?? signed(body))).toMatchObject({ status, body: { error } });
  });

  it("with another secret, another time, or other bytes", async () => {
    expect((await post(DIRECTIVE, signed(DIRECTIVE, 0, "a guess"))).body.error).toBe("BAD_SIGNATURE");
    expect((await post(DIRECTIVE, forged(DIRECTIVE))).body.error).toBe("BAD_SIGNATURE");
    expect((await post(`${DIRECTIVE} `, signed(DIRECTIVE))).body.error).toBe("BAD_SIGNATURE");
    expect((await post(DIRECTIVE, { ...signed(DIRECTIVE), "x-ma-alexa-timestamp": "1" })).body.error).toBe(
      "BAD_SIGNATURE",
    );
  });

  it.each([-151, 151])("%i s away from our clock", async (seconds) => {
    expect((await post(DIRECTIVE, signed(DIRECTIVE, seconds))).body.error).toBe("STALE");
  });

  it("the second time", async () => {
    const headers = signed(DIRECTIVE);
    expect((await post(DIRECTIVE, headers)).status).toBe(200);
    expect((await post(DIRECTIVE, headers)).body.error).toBe("REPLAYED");
  });

  it("for another skill, or from long ago, although our function signed it", async () => {
    const foreign = launch({ applicationId: "amzn1.ask.skill.somebody-else" });
    expect((await post(foreign)).body.error).toBe("FOREIGN_SKILL");
    const old = launch({ timestamp: new Date(clock.epoch() - 200_000).toISOString() });
    expect((await post(old)).body.error).toBe("STALE");
  });

  it("with words of ours in the log, and none of its own", async () => {
    await post(DIRECTIVE, {});
    expect(lines).toMatchObject([{ level: "warn", fields: { code: "UNSIGNED" } }]);
    expect(JSON.stringify(lines)).not.toContain("GetPlayableContent");
  });
});

function signedNow(): Record<string, string> {
  return { "x-ma-alexa-timestamp": "1800000000" };
}
