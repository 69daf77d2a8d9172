import Fastify from "fastify";
import { settle, SimulatedSkillManagement, TestClock } from "@ma-alexa/simulator";
import { Smapi } from "@ma-alexa/skill-bridge";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addMusicSkillRoutes, type MusicSkillView } from "../admin-api/music-skill-routes.js";
import { fromFlags } from "../configuration/sources.js";
import { readConfiguration } from "../configuration/configuration.js";
import { createLogger } from "../logging/logger.js";
import { MemoryStore } from "../memory-store.js";
import { MusicSkillSide } from "./music-skill-side.js";

let amazon: SimulatedSkillManagement;
let store: MemoryStore;
let clock: TestClock;
const sides: MusicSkillSide[] = [];

beforeEach(async () => {
  amazon = new SimulatedSkillManagement();
  await amazon.start();
  store = new MemoryStore();
  clock = new TestClock();
});

afterEach(async () => {
  await Promise.all(sides.splice(0).map((side) => side.stop()));
  await amazon.stop();
});

async function open(flags: Record<string, string> = { publicUrl: "https://echo.example.org/alexa" }) {
  const side = await MusicSkillSide.open({
    configuration: readConfiguration([fromFlags(flags)]),
    store,
    clock,
    logger: createLogger({ level: "silent" }),
    library: { isKnown: false, revision: 0, all: () => [] },
    isPlaying: () => false,
    management: new Smapi(amazon.credentials, { api: amazon.address, login: amazon.address }),
  });
  sides.push(side);
  const view: MusicSkillView = {
    state: () => side.state(),
    linkingCode: () => side.linkingCode(),
    unlink: () => side.unlink(),
    make: (tell) => side.make(tell),
    follow: (listener) => {
      side.on("changed", listener);
      return () => side.off("changed", listener);
    },
  };
  const server = Fastify();
  addMusicSkillRoutes(server, () => view);
  return { side, server };
}

/** Amazon checks a manifest while time passes. */
async function made(side: MusicSkillSide): Promise<void> {
  const progress = { isOver: false };
  const making = side.make(() => undefined).finally(() => (progress.isOver = true));
  making.catch(() => undefined);
  while (!progress.isOver) {
    await settle(5);
    clock.tick(5_000);
  }
  await making;
}

describe("the household's music skill", () => {
  it("is made with the addresses of this bridge, and is still there after a restart", async () => {
    const { side } = await open();
    expect(side.state()).toMatchObject({ made: false, canMake: true, linked: 0 });
    await made(side);
    expect(amazon.skill?.linking).toMatchObject({
      authorizationUrl: "https://echo.example.org/alexa/oauth/authorize",
      accessTokenUrl: "https://echo.example.org/alexa/oauth/token",
    });
    expect((await open()).side.state()).toMatchObject({ made: true });
  });

  it("says what is missing before it can be made", async () => {
    const { side, server } = await open({});
    expect(side.state().missing).toMatch(/set --public-url/);
    const answer = await server.inject({ method: "POST", url: "/api/music-skill" });
    expect([answer.statusCode, answer.json()]).toMatchObject([409, { code: "NOT_READY" }]);
  });

  it("answers a refusal of Amazon's with its one sentence", async () => {
    amazon.faults.deniedFeature = true;
    const { server } = await open();
    const answer = await server.inject({ method: "POST", url: "/api/music-skill" });
    expect([answer.statusCode, answer.json()]).toMatchObject([409, { code: "FEATURE_DENIED" }]);
    expect(answer.json<{ message: string }>().message).toMatch(/the custom skill goes on working/);
  });

  it("gives the dashboard a code for linking, and forgets all links when told", async () => {
    const { side, server } = await open();
    const code = await server.inject({ method: "POST", url: "/api/music-skill/linking-code" });
    expect(code.json()).toEqual({ code: expect.stringMatching(/^[A-Z2-9]{6}$/) as string, seconds: 600 });
    expect((await server.inject({ method: "DELETE", url: "/api/music-skill/links" })).json()).toEqual({ ok: true });
    expect(side.state().linked).toBe(0);
  });
});
