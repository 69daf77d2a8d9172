import { expect, test } from "vitest";

import { plaintext } from "@ma-alexa/protocol/sendspin";

import { introduction, type ClientIdentity } from "./hello.js";

const identity = {
  clientId: "px15BnbI8bt2A9uI18EktvHg6L1CV8vhFY_qYv8yU1s",
  name: "Kitchen Echo",
  product: { name: "Echo Dot (4th gen)", manufacturer: "Amazon", softwareVersion: "0.1.0" },
  format: { codec: "flac", sampleRateHz: 48_000, bitDepth: 16, channels: 2 },
  bufferCapacityBytes: 1_048_576,
} as const;

const clientHello = (who: ClientIdentity) =>
  plaintext.hello(introduction(who, false)).payload as Record<string, unknown>;

test.each(["Web Browser", "Web Player", "Mobile Application", "PWA"])(
  "never names the product %s, which Music Assistant would hide",
  (name) => {
    const product = { ...identity.product, name, manufacturer: "Music Assistant" };
    expect(clientHello({ ...identity, product })["device_info"]).toEqual({
      product_name: "Echo",
      manufacturer: "Amazon",
      software_version: "0.1.0",
    });
  },
);

test.each([
  ["Web (Chrome)", "Echo Web (Chrome)"],
  ["PWA (Kitchen)", "Echo PWA (Kitchen)"],
  ["Webster", "Webster"],
])("says %s as %s", (name, said) => {
  expect(clientHello({ ...identity, name })["name"]).toBe(said);
});

test("asks for the one format it was given", () => {
  expect(clientHello(identity)["player@v1_support"]).toEqual({
    supported_formats: [{ codec: "flac", channels: 2, sample_rate: 48_000, bit_depth: 16 }],
    buffer_capacity: 1_048_576,
    supported_commands: ["volume", "mute"],
  });
});
