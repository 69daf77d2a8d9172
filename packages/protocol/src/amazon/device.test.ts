import { describe, expect, it } from "vitest";
import { parse, WireError } from "../wire.js";
import { DeviceListSchema, DevicePreferencesSchema, DeviceSchema } from "./device.js";
import { AllDeviceVolumesSchema } from "./volume.js";

const kitchen = {
  accountName: "Kitchen Dot",
  appDeviceList: [],
  capabilities: ["AUDIO_PLAYER", "MUSIC_SKILL"],
  clusterMembers: [],
  deviceAccountId: "amzn1.alexa.device.account.A",
  deviceFamily: "ECHO",
  deviceOwnerCustomerId: "A1OWNER",
  deviceType: "A2U21SRK4QGSE1",
  deviceTypeFriendlyName: null,
  macAddress: null,
  online: true,
  parentClusters: ["0123456789abcdef0123456789abcdef"],
  serialNumber: "G0TEST0001",
  softwareVersion: "9923456708",
};

describe("a device", () => {
  it("is read as it is, with keys that we do not know", () => {
    expect(parse(DeviceSchema, kitchen, "A device")).toEqual(kitchen);
  });

  it("without lists, name, family and state is repaired", () => {
    expect(parse(DeviceSchema, { serialNumber: "G0TEST0002", deviceType: "A3S5BH2HU6VAYF" }, "A device")).toEqual({
      serialNumber: "G0TEST0002",
      deviceType: "A3S5BH2HU6VAYF",
      accountName: "Echo",
      deviceFamily: "UNKNOWN",
      capabilities: [],
      online: false,
      clusterMembers: [],
      parentClusters: [],
      appDeviceList: [],
    });
  });

  it("with null for its lists is repaired", () => {
    const device = { ...kitchen, capabilities: null, clusterMembers: null, parentClusters: null, appDeviceList: null };
    expect(parse(DeviceSchema, device, "A device")).toMatchObject({
      capabilities: [],
      clusterMembers: [],
      parentClusters: [],
      appDeviceList: [],
    });
  });

  it("without a serial number is left out of the list, and the others stay", () => {
    const { devices } = parse(DeviceListSchema, { devices: [{ accountName: "Ghost" }, kitchen, null] }, "The devices");
    expect(devices.map(({ serialNumber }) => serialNumber)).toEqual(["G0TEST0001"]);
  });
});

describe("lists about devices", () => {
  it("are refused when they are no lists", () => {
    expect(() => parse(DeviceListSchema, { message: null }, "The devices")).toThrow(WireError);
    expect(() => parse(AllDeviceVolumesSchema, {}, "The volumes")).toThrow(WireError);
  });

  it("read the locale of each device", () => {
    const preferences = { devicePreferences: [{ deviceSerialNumber: "G0TEST0001", locale: "de-DE" }] };
    expect(parse(DevicePreferencesSchema, preferences, "The preferences")).toEqual(preferences);
  });

  it("read volumes, also those that are missing or that Amazon could not read", () => {
    const volumes = [
      { dsn: "G0TEST0001", deviceType: "A2U", speakerVolume: 35, speakerMuted: false, alertVolume: 50, error: null },
      { dsn: "G0TEST0002", deviceType: "A2U", speakerVolume: null, speakerMuted: null, alertVolume: null, error: "E" },
      { dsn: "G0TEST0003", speakerVolume: 0 },
    ];
    expect(parse(AllDeviceVolumesSchema, { volumes }, "The volumes")).toEqual({ volumes });
  });
});
