import type { EchoDevice, PlayerSnapshot } from "@ma-alexa/provider";
import { describe, expect, it } from "vitest";
import { otherDevices, shownPlayers } from "./shown-players.js";

const snapshot = (id: string, more: Partial<PlayerSnapshot>): PlayerSnapshot => ({
  id: id,
  name: id,
  kind: "speaker",
  model: "",
  online: true,
  exposed: false,
  state: "idle",
  volume: null,
  muted: false,
  ...more,
});
const device = (serial: string, more: Partial<EchoDevice>): EchoDevice => ({
  serial,
  name: serial,
  family: "ECHO",
  deviceType: "A",
  model: "",
  locale: "de-DE",
  online: true,
  kind: "speaker",
  playable: true,
  ...more,
});

const DEVICES: Readonly<Record<string, EchoDevice>> = {
  kitchen: device("G0K", { abilities: ["streams", "volume"] }),
  downstairs: device("G0D", { kind: "group", playable: false, locale: "", members: ["G0K", "G0GONE"] }),
  phone: device("G0P", { kind: "other", playable: false }),
};
const household = {
  players: () => [
    snapshot("kitchen", { exposed: true }),
    snapshot("downstairs", {
      kind: "group",
      reason: "Alexa groups can only be started by the music skill: make it first",
    }),
    snapshot("phone", { kind: "other", model: "Alexa app", reason: "This is the Alexa app on a phone" }),
  ],
  deviceOf: (id: string) => DEVICES[id],
};

describe("what the dashboard shows of the account's devices", () => {
  it("is every Echo with its language and abilities, and every group with its members by name", () => {
    expect(shownPlayers(household)).toMatchObject([
      { id: "kitchen", playable: true, locale: "de-DE", abilities: ["streams", "volume"] },
      {
        id: "downstairs",
        playable: false,
        members: ["kitchen"],
        reason: "Alexa groups can only be started by the music skill: make it first",
      },
    ]);
  });

  it("lists apart what can never be a player, with the reason and without its serial number", () => {
    expect(otherDevices(household)).toEqual([
      { id: "phone", name: "phone", model: "Alexa app", reason: "This is the Alexa app on a phone" },
    ]);
  });
});
