import Fastify from "fastify";
import type { PlayerSettings, PlayerSettingsChange } from "@ma-alexa/protocol/admin";
import { describe, expect, it } from "vitest";
import { addSettingsRoutes } from "./settings-routes.js";

const settings: PlayerSettings = {
  exposed: true,
  codec: "auto",
  bitrateKbps: 320,
  skip: "seamless",
  leadSeconds: 4,
};

function open() {
  const changes: PlayerSettingsChange[] = [];
  const server = Fastify();
  addSettingsRoutes(server, () => ({
    read: (id) => (id === "attic" ? undefined : settings),
    whyNotPlayable: (id) => (id === "phone" ? "This is the Alexa app on a phone" : undefined),
    change: (id, change) => {
      if (id === "attic") return Promise.resolve(undefined);
      changes.push(change);
      return Promise.resolve({ ...settings, skip: change.skip ?? "seamless" });
    },
    pairingToken: (id: string) => (id === "attic" ? undefined : "SP:0AAAQ"),
  }));
  const put = async (id: string, payload: object) => {
    const answer = await server.inject({ method: "PUT", url: `/api/players/${id}/settings`, payload });
    return [answer.statusCode, answer.json<unknown>()];
  };
  return { server, changes, put };
}

describe("the settings routes", () => {
  it("answer the settings of a player", async () => {
    const answer = await open().server.inject("/api/players/kitchen/settings");
    expect([answer.statusCode, answer.json()]).toEqual([200, settings]);
  });

  it("pass on what is to change, the way back to the default included, and answer what it is then", async () => {
    const { put, changes } = open();
    expect(await put("kitchen", { skip: "quick", leadSeconds: null, codecs: 1 })).toEqual([
      200,
      { ...settings, skip: "quick" },
    ]);
    expect(changes).toEqual([{ skip: "quick", leadSeconds: null }]);
  });

  it("refuse values that mean nothing", async () => {
    const { put, changes } = open();
    for (const body of [{ codec: "ogg" }, { leadSeconds: 60 }, { exposed: "yes" }]) await put("kitchen", body);
    expect(changes).toEqual([]);
  });

  it("say why something cannot be made a player", async () => {
    expect(await open().put("phone", { exposed: true })).toEqual([
      409,
      { code: "NOT_PLAYABLE", message: "This is the Alexa app on a phone" },
    ]);
  });

  it("know no player that does not exist", async () => {
    const { server, put } = open();
    expect((await server.inject("/api/players/attic/settings")).statusCode).toBe(404);
    expect((await put("attic", { skip: "quick" }))[0]).toBe(404);
  });
});

describe("the pairing token of a player", () => {
  it("is told to the person who asks for it, and kept by no cache", async () => {
    const { server } = open();
    const answer = await server.inject({ url: "/api/players/kitchen/pairing-token" });
    expect([answer.statusCode, answer.headers["cache-control"], answer.json<unknown>()]).toEqual([
      200,
      "no-store",
      { token: "SP:0AAAQ" },
    ]);
  });

  it("does not exist for what is no player", async () => {
    const { server } = open();
    expect((await server.inject({ url: "/api/players/attic/pairing-token" })).statusCode).toBe(404);
  });
});
