import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createSkillCertificates } from "../certificates/skill-certificates.js";
import { TestClock } from "../clock.js";
import { SimulatedAlexa } from "./simulated-alexa.js";
import type { Asker } from "./skill-envelope.js";

const asker: Asker = {
  name: "Kitchen",
  deviceId: "amzn1.ask.device.K",
  locale: "en-US",
  audioPlayer: { playerActivity: "IDLE" },
};

/** A skill that answers every request so; undefined never answers. */
async function scene(status: number, text: string | undefined) {
  const clock = new TestClock();
  const server = createServer((request, response) => {
    request.resume();
    if (text !== undefined) response.writeHead(status).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const alexa = new SimulatedAlexa({ clock, certificates: await createSkillCertificates() });
  alexa.registerSkill({
    skillId: "ours",
    endpoint: `http://127.0.0.1:${port}/alexa`,
    invocationNames: { "de-DE": "Musik Helfer" },
  });
  onTestFinished(() => {
    alexa.stop();
    server.closeAllConnections();
    server.close();
    expect(clock.pending).toBe(0);
  });
  return { alexa, clock };
}

describe("the simulated Alexa", () => {
  it.each([
    [400, "{}", "The skill answered with status 400"],
    [200, "no JSON", "A skill's answer"],
  ])("notes an answer that is none: %s %s", async (status, text, complaint) => {
    const { alexa } = await scene(status, text);
    expect(await alexa.deliver("ours", asker, { type: "LaunchRequest" })).toBeUndefined();
    expect(alexa.exchanges[0]).toMatchObject({ echo: "Kitchen", request: "LaunchRequest", status });
    expect(alexa.exchanges[0]?.complaint).toContain(complaint);
  });

  it("waits 8 s for a skill and no longer", async () => {
    const { alexa, clock } = await scene(200, undefined);
    let isOver = false;
    void alexa.deliver("ours", asker, { type: "LaunchRequest" }).then(() => (isOver = true));
    await clock.advance(7_900, 100);
    expect(isOver).toBe(false);
    await clock.until("the end of Alexa's patience", () => isOver, 1_000);
    expect(alexa.exchanges[0]).toMatchObject({ status: 0, complaint: "The skill did not answer within 8 s" });
  });

  it("knows a skill by the name that it has in a locale", async () => {
    const { alexa } = await scene(200, "{}");
    expect(alexa.skillCalled("music assistant", "en-US")).toBe("ours");
    expect(alexa.skillCalled("musik helfer", "de-DE")).toBe("ours");
    expect(alexa.skillCalled("music assistant", "de-DE")).toBeUndefined();
    expect(await alexa.deliver("unknown", asker, { type: "LaunchRequest" })).toBeUndefined();
  });
});
