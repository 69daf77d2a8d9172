import { describe, expect, it } from "vitest";
import { parseClientMessage, parseSecureClientMessage } from "../message.js";
import type { Introduction, PlayerCondition } from "./dialect.js";
import { e10 } from "./e10.js";
import { e9 } from "./e9.js";
import { plaintext } from "./plaintext.js";

const introduction: Introduction = {
  clientId: "B6N8vBQgk8i3VdwbEOhstCY3StFqqFPtC9_AsrhtHHw",
  name: "Kitchen Echo",
  product: { name: "Echo Dot", manufacturer: "Amazon", softwareVersion: "bridge 1.0" },
  roles: ["player@v1", "controller@v1", "metadata@v1"],
  format: { codec: "flac", channels: 2, sample_rate: 48_000, bit_depth: 16 },
  bufferCapacityBytes: 8_388_608,
  isPaired: false,
};
const condition: PlayerCondition = {
  available: true,
  volume: 35,
  muted: false,
  delayMs: 250,
  requiredLeadTimeMs: 2_000,
  minBufferMs: 1_000,
};
const support = { supported_formats: [introduction.format], buffer_capacity: 8_388_608 };
const common = {
  name: "Kitchen Echo",
  device_info: { product_name: "Echo Dot", manufacturer: "Amazon", software_version: "bridge 1.0" },
  supported_roles: ["player@v1", "controller@v1", "metadata@v1"],
};

describe("the hello", () => {
  it("in plaintext says who we are and what can be commanded", () => {
    expect(plaintext.hello(introduction).payload).toEqual({
      ...common,
      client_id: introduction.clientId,
      version: 1,
      "player@v1_support": { ...support, supported_commands: ["volume", "mute"] },
    });
  });

  it.each([
    [false, "none"],
    [true, "user"],
  ])("in E9, paired %s, has the trust level %s and a list of methods (Sendspin reference 2.5)", (isPaired, trust) => {
    expect(e9.hello({ ...introduction, isPaired }).payload).toEqual({
      ...common,
      trust_level: trust,
      supported_pair_methods: [{ method: "pairing_psk", locations: ["operator"] }],
      unpaired_access: { enabled: true },
      "player@v1_support": { ...support, supported_commands: ["volume", "mute"] },
    });
  });

  it("in E10 has nothing that would turn a server to its older wire (Sendspin reference 0.3)", () => {
    expect(e10.hello({ ...introduction, isPaired: true }).payload).toEqual({
      ...common,
      supported_pair_methods: { pairing_psk: { locations: ["operator"] } },
      unpaired_access: { enabled: true },
      "player@v1_support": support,
    });
  });
});

describe("the state", () => {
  const timing = { volume: 35, muted: false, required_lead_time_ms: 2_000, min_buffer_ms: 1_000 };
  const old = { ...timing, static_delay_ms: 250, supported_commands: ["set_static_delay"] };

  it("in plaintext says being external in the old and the new way", () => {
    expect(plaintext.state(condition)).toEqual({ state: "synchronized", available: true, player: old });
    expect(plaintext.state({ ...condition, available: false })).toMatchObject({
      state: "external_source",
      available: false,
    });
  });

  it("in E9 declares the delay only; other words close the connection", () => {
    expect(e9.state(condition)).toEqual({ available: true, player: old });
  });

  it("in E10 declares everything, under the new names", () => {
    expect(e10.state(condition)).toEqual({
      available: true,
      player: { ...timing, output_delay_ms: 250, supported_commands: ["volume", "mute", "set_output_delay"] },
    });
  });
});

it.each([
  ["plaintext", plaintext, parseClientMessage],
  ["e9", e9, parseSecureClientMessage],
  ["e10", e10, parseSecureClientMessage],
] as const)("what %s says is read back as it was", (_, dialect, read) => {
  const messages = [dialect.hello(introduction), { type: "client/state", payload: dialect.state(condition) }];
  for (const message of messages) expect(read(JSON.stringify(message))).toEqual(message);
});
