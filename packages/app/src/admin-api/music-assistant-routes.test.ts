import Fastify from "fastify";
import type { MusicAssistant, MusicAssistantConnect } from "@ma-alexa/protocol/admin";
import { MusicAssistantError } from "@ma-alexa/provider";
import { describe, expect, it, onTestFinished } from "vitest";
import { addMusicAssistantRoutes } from "./music-assistant-routes.js";

const READY: MusicAssistant = { state: "ready", address: "http://192.168.1.5:8095", user: "Anna" };

/** The routes with a Music Assistant that takes whatever is given, or refuses with `refusal`. */
function open(refusal?: MusicAssistantError) {
  const given: (MusicAssistantConnect | "forget")[] = [];
  const server = Fastify();
  addMusicAssistantRoutes(server, () => ({
    shown: () => (given.length > 0 && given.at(-1) !== "forget" ? READY : { state: "off" }),
    connect: (access) => {
      if (refusal !== undefined) return Promise.reject(refusal);
      given.push(access);
      return Promise.resolve();
    },
    disconnect: () => Promise.resolve(void given.push("forget")),
    follow: () => () => undefined,
  }));
  onTestFinished(() => server.close());
  const ask = async (method: "GET" | "POST" | "DELETE", payload?: object) => {
    const answer = await server.inject({
      method,
      url: "/api/music-assistant",
      ...(payload === undefined ? {} : { payload }),
    });
    return { status: answer.statusCode, text: answer.body, body: answer.json<Record<string, unknown>>() };
  };
  return { ask, given };
}

describe("/api/music-assistant", () => {
  it("says that nothing is connected", async () => {
    expect((await open().ask("GET")).body).toEqual({ state: "off" });
  });

  it.each([
    [{ token: "t0ken" }],
    [{ address: "http://192.168.1.5:8095", username: "anna", password: "s3cret" }],
    [{ joinCode: "STREET-1234" }],
  ])("connects with %j and says nothing of it again", async (access) => {
    const { ask, given } = open();
    const answer = await ask("POST", access);
    expect(answer).toMatchObject({ status: 200, body: READY });
    expect(answer.text).not.toMatch(/t0ken|s3cret|STREET/);
    expect(given).toEqual([access]);
  });

  it.each([
    ["LOGIN_FAILED", 400],
    ["NOT_CONNECTED", 502],
  ] as const)("answers %s with %i and the sentence", async (code, status) => {
    const { ask } = open(new MusicAssistantError(code, "auth/login", "Check for typing mistakes."));
    expect(await ask("POST", { token: "x" })).toMatchObject({
      status,
      body: { code, message: "Check for typing mistakes." },
    });
  });

  it("forgets the token", async () => {
    const { ask } = open();
    await ask("POST", { token: "x" });
    expect((await ask("DELETE")).body).toEqual({ state: "off" });
  });
});
