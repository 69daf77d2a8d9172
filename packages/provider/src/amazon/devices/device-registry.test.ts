import { parse } from "@ma-alexa/protocol";
import { DeviceListSchema } from "@ma-alexa/protocol/amazon";
import { describe, expect, it } from "vitest";
import { DeviceRegistry } from "./device-registry.js";

const dot = {
  serialNumber: "G0",
  accountName: "Kitchen",
  deviceType: "A2U21SRK4QGSE1",
  deviceFamily: "ECHO",
  capabilities: ["AUDIO_PLAYER", "VOLUME_SETTING"],
  clusterMembers: [],
  parentClusters: [],
  online: true,
  deviceOwnerCustomerId: "A1",
};

const WITHOUT_LISTS = { capabilities: undefined, clusterMembers: null, parentClusters: undefined };

const listed = (...devices: readonly object[]) => parse(DeviceListSchema, { devices }, "device list").devices;

function describeOne(device: object) {
  const registry = new DeviceRegistry();
  registry.replace(listed(device), new Map());
  return registry.all()[0];
}

describe("DeviceRegistry", () => {
  it("names a speaker with its model and locale, and keeps its owner apart", () => {
    const registry = new DeviceRegistry();
    registry.replace(listed(dot), new Map([["G0", "en-GB"]]));
    expect(registry.all()).toEqual([
      {
        serial: "G0",
        name: "Kitchen",
        family: "ECHO",
        deviceType: "A2U21SRK4QGSE1",
        model: "Echo Dot (4th generation)",
        locale: "en-GB",
        online: true,
        kind: "speaker",
        playable: true,
        abilities: ["streams", "volume"],
      },
    ]);
    expect(registry.ownerOf("G0")).toBe("A1");
  });

  it.each([
    ["a Show", { ...dot, deviceFamily: "KNIGHT" }, "display", undefined],
    [
      "a group",
      { ...dot, deviceFamily: "WHA", deviceType: "A3C9PE6TNYLTCH" },
      "group",
      "Alexa groups can only be started by the music skill: make it first",
    ],
    ["a stereo pair", { ...dot, deviceType: "AP1F6KUH00XPV" }, "group", "Alexa stereo pairs cannot be started yet"],
    [
      "a television",
      { ...dot, deviceFamily: "FIRE_TV" },
      "other",
      "This is a television, and televisions are not made players",
    ],
    [
      "the app",
      { ...dot, deviceFamily: "VOX", deviceType: "A2IVLV5VM2W81" },
      "other",
      "This is the Alexa app on a phone",
    ],
    ["a switch", { ...dot, capabilities: ["MICROPHONE"] }, "speaker", "This device cannot play audio streams"],
    ["an Echo without its lists", { ...dot, ...WITHOUT_LISTS }, "speaker", undefined],
    [
      "a new kind of device without its lists",
      { ...dot, ...WITHOUT_LISTS, deviceType: "ANEW" },
      "speaker",
      "Amazon sent this device without its list of capabilities",
    ],
  ])("says what %s is and why it is not playable", (_name, device, kind, reason) => {
    const described = describeOne(device);
    expect(described?.kind).toBe(kind);
    expect(described?.reason).toBe(reason);
    expect(described?.playable).toBe(reason === undefined);
  });

  const LISTENING = ["AUDIO_PLAYER", "MUSIC_SKILL", "VOLUME_SETTING", "MICROPHONE"];

  it.each([
    ["an Echo", {}, ["streams", "music-skill", "volume", "text-commands", "announcements"]],
    ["a group", { deviceFamily: "WHA", deviceType: "A3C9PE6TNYLTCH" }, ["music-skill", "volume"]],
    ["a device without its lists", WITHOUT_LISTS, undefined],
  ])("says what %s can do", (_name, entry, abilities) => {
    expect(describeOne({ ...dot, capabilities: LISTENING, ...entry })?.abilities).toEqual(abilities);
  });

  const everywhere = { ...dot, serialNumber: "E0", accountName: "Everywhere", deviceType: "A3C9PE6TNYLTCH" };

  it.each([
    ["its own list", [{ ...everywhere, clusterMembers: ["G0", "G1"] }, dot], [], ["G0", "G1"]],
    ["the word of its members", [everywhere, { ...dot, parentClusters: ["E0"] }], [], ["G0"]],
    ["whole-home audio", [everywhere, dot], [{ id: "x", name: "Everywhere", members: [{ dsn: "G0" }] }], ["G0"]],
    ["nobody", [everywhere, dot], [], []],
  ])("knows the members of a group from %s", (_name, devices, groups, members) => {
    const registry = new DeviceRegistry();
    registry.replace(listed(...devices), new Map(), groups);
    expect(registry.get("E0")?.members).toEqual(members);
  });

  it.each([
    ["by their models", "A3RBAYBE7VM004", ["Kitchen (Echo Dot (4th generation))", "Kitchen (Echo Studio)"]],
    ["by a number where they are of one model", dot.deviceType, ["Kitchen 1", "Kitchen 2"]],
  ])("tells speakers of one name apart %s, and remembers what Alexa calls them", (_name, deviceType, names) => {
    const registry = new DeviceRegistry();
    const phone = { ...dot, serialNumber: "P0", deviceFamily: "VOX" };
    registry.replace(listed(dot, { ...dot, serialNumber: "G1", deviceType }, phone), new Map());
    expect(registry.all().map(({ name }) => name)).toEqual([...names, "Kitchen"]);
    expect(registry.get("G1")?.spokenName).toBe("Kitchen");
  });

  it("takes a group to listen in the language of its members, and a device that says nothing in that of the house", () => {
    const registry = new DeviceRegistry();
    const group = { ...everywhere, clusterMembers: ["G1"] };
    const [bath, hall, silent] = ["G1", "G2", "G3"].map((serialNumber) => ({ ...dot, serialNumber }));
    const locales = new Map([
      ["G0", "de-DE"],
      ["G1", "fr-FR"],
      ["G2", "de-DE"],
    ]);
    registry.replace(listed(group, dot, bath ?? dot, hall ?? dot, silent ?? dot), locales);
    expect(registry.all().map(({ locale }) => locale)).toEqual(["fr-FR", "de-DE", "fr-FR", "de-DE", "de-DE"]);
  });

  it("remembers the lists of a device that is told without them", () => {
    const registry = new DeviceRegistry();
    const group = { ...everywhere, clusterMembers: ["G0"] };
    const unknown = { ...dot, deviceType: "ANEW" };
    registry.replace(listed(unknown, group), new Map());
    const before = registry.all();
    expect(registry.replace(listed({ ...unknown, ...WITHOUT_LISTS }, { ...group, ...WITHOUT_LISTS }), new Map())).toBe(
      false,
    );
    expect(registry.all()).toEqual(before);
  });

  it("shows the type of a model it does not know", () => {
    expect(describeOne({ ...dot, deviceType: "ANEW" })?.model).toBe("ECHO ANEW");
  });

  it("tells whether anything changed, forgets what is gone and keeps a known locale", () => {
    const registry = new DeviceRegistry();
    const second = { ...dot, serialNumber: "G1" };
    expect(registry.replace(listed(dot, second), new Map([["G0", "de-DE"]]))).toBe(true);
    expect(registry.replace(listed(dot, second), new Map())).toBe(false);
    expect(registry.replace(listed(dot), new Map())).toBe(true);
    expect(registry.all().map(({ serial, locale }) => [serial, locale])).toEqual([["G0", "de-DE"]]);
  });

  it("follows push between two lists", () => {
    const registry = new DeviceRegistry();
    registry.replace(listed(dot), new Map());
    expect(registry.setOnline("G0", false)).toBe(true);
    expect(registry.setOnline("G0", false)).toBe(false);
    expect(registry.setOnline("unknown", false)).toBe(false);
    expect(registry.get("G0")?.online).toBe(false);
  });
});
