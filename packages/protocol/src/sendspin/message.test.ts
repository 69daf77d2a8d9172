import { describe, expect, it } from "vitest";
import type { WireError } from "../wire.js";
import {
  encodeMessage,
  parseClientMessage,
  parseServerMessage,
  type KnownClientMessage,
  type KnownServerMessage,
} from "./message.js";

/** Encoded and decoded; every known type stands here once. */
const clientPairs: [string, KnownClientMessage][] = [
  [
    '{"type":"client/hello","payload":{"client_id":"px15BnbI","name":"Kitchen","version":1,"device_info":{"product_name":"Echo Dot","manufacturer":"Amazon","software_version":"1"},"supported_roles":["player@v1"],"player@v1_support":{"supported_formats":[{"codec":"pcm","channels":2,"sample_rate":48000,"bit_depth":16}],"buffer_capacity":1920000,"supported_commands":["volume","mute"]}}}',
    {
      type: "client/hello",
      payload: {
        client_id: "px15BnbI",
        name: "Kitchen",
        version: 1,
        device_info: { product_name: "Echo Dot", manufacturer: "Amazon", software_version: "1" },
        supported_roles: ["player@v1"],
        "player@v1_support": {
          supported_formats: [{ codec: "pcm", channels: 2, sample_rate: 48_000, bit_depth: 16 }],
          buffer_capacity: 1_920_000,
          supported_commands: ["volume", "mute"],
        },
      },
    },
  ],
  [
    '{"type":"client/time","payload":{"client_transmitted":939175}}',
    { type: "client/time", payload: { client_transmitted: 939_175 } },
  ],
  [
    '{"type":"client/state","payload":{"state":"external_source","available":false,"player":{"volume":35,"muted":false,"static_delay_ms":0,"required_lead_time_ms":2000,"min_buffer_ms":1000}}}',
    {
      type: "client/state",
      payload: {
        state: "external_source",
        available: false,
        player: {
          volume: 35,
          muted: false,
          static_delay_ms: 0,
          required_lead_time_ms: 2000,
          min_buffer_ms: 1000,
        },
      },
    },
  ],
  [
    '{"type":"client/command","payload":{"controller":{"command":"seek","position_ms":1000}}}',
    { type: "client/command", payload: { controller: { command: "seek", position_ms: 1000 } } },
  ],
  [
    '{"type":"stream/request-format","payload":{"player":{"codec":"flac"}}}',
    { type: "stream/request-format", payload: { player: { codec: "flac" } } },
  ],
  [
    '{"type":"client/goodbye","payload":{"reason":"shutdown"}}',
    { type: "client/goodbye", payload: { reason: "shutdown" } },
  ],
];

const serverPairs: [string, KnownServerMessage][] = [
  [
    '{"type":"server/hello","payload":{"server_id":"d590","name":"Music Assistant","version":1,"active_roles":["player@v1"],"connection_reason":"discovery"}}',
    {
      type: "server/hello",
      payload: {
        server_id: "d590",
        name: "Music Assistant",
        version: 1,
        active_roles: ["player@v1"],
        connection_reason: "discovery",
      },
    },
  ],
  [
    '{"type":"server/time","payload":{"client_transmitted":1,"server_received":2,"server_transmitted":3}}',
    { type: "server/time", payload: { client_transmitted: 1, server_received: 2, server_transmitted: 3 } },
  ],
  [
    '{"type":"server/state","payload":{"metadata":{"timestamp":5,"title":"Air","album":null,"progress":{"track_progress":15000,"track_duration":213000,"playback_speed":1000}},"controller":{"supported_commands":["play","hover"],"volume":40,"muted":false}}}',
    {
      type: "server/state",
      payload: {
        metadata: {
          timestamp: 5,
          title: "Air",
          album: null,
          progress: { track_progress: 15_000, track_duration: 213_000, playback_speed: 1000 },
        },
        controller: { supported_commands: ["play", "hover"], volume: 40, muted: false },
      },
    },
  ],
  [
    '{"type":"server/command","payload":{"player":{"command":"mute","mute":true}}}',
    { type: "server/command", payload: { player: { command: "mute", mute: true } } },
  ],
  [
    '{"type":"stream/start","payload":{"player":{"codec":"flac","sample_rate":48000,"channels":2,"bit_depth":16,"codec_header":"ZkxhQw=="},"server_transmitted":7}}',
    {
      type: "stream/start",
      payload: {
        player: { codec: "flac", sample_rate: 48_000, channels: 2, bit_depth: 16, codec_header: "ZkxhQw==" },
        server_transmitted: 7,
      },
    },
  ],
  ['{"type":"stream/clear","payload":{"roles":["player"]}}', { type: "stream/clear", payload: { roles: ["player"] } }],
  ['{"type":"stream/end","payload":{}}', { type: "stream/end", payload: {} }],
  [
    '{"type":"group/update","payload":{"playback_state":"playing","group_id":"0a7d"}}',
    { type: "group/update", payload: { playback_state: "playing", group_id: "0a7d" } },
  ],
  [
    '{"type":"server/error","payload":{"reason":"malformed"}}',
    { type: "server/error", payload: { reason: "malformed" } },
  ],
];

describe("Sendspin messages", () => {
  it.each(clientPairs)("of a client read and write the same: %s", (encoded, decoded) => {
    expect(parseClientMessage(encoded)).toEqual(decoded);
    expect(encodeMessage(decoded)).toBe(encoded);
  });

  it.each(serverPairs)("of a server read and write the same: %s", (encoded, decoded) => {
    expect(parseServerMessage(encoded)).toEqual(decoded);
    expect(encodeMessage(decoded)).toBe(encoded);
  });

  it("may carry the payload before the type", () => {
    expect(parseServerMessage('{"payload":{},"type":"stream/end"}')).toEqual({ type: "stream/end", payload: {} });
  });

  it.each(["client/leave", "__proto__", "constructor"])("of the unknown type %s come back as unknown", (type) => {
    expect(parseClientMessage(JSON.stringify({ type }))).toEqual({ type: "unknown", name: type });
  });

  it.each([
    ["", "WIRE_NOT_JSON"],
    ["hello?", "WIRE_NOT_JSON"],
    ["[]", "WIRE_MALFORMED"],
    ['{"payload":{}}', "WIRE_MALFORMED"],
    ['{"type":"stream/end"}', "WIRE_MALFORMED"],
    ['{"type":"server/command","payload":{"player":{"command":"volume"}}}', "WIRE_MALFORMED"],
  ])("are refused when they are malformed: %s", (text, code) => {
    expect(() => parseServerMessage(text)).toThrow(expect.objectContaining({ code }));
  });

  it("name the message and the path of a malformed field", () => {
    const text = '{"type":"server/command","payload":{"player":{"command":"volume","volume":150}}}';
    expect(() => parseServerMessage(text)).toThrow(
      expect.objectContaining({ what: "server/command", path: "player.volume" }) as WireError,
    );
  });

  it("with a command they do not know keep its name", () => {
    const text = '{"type":"client/command","payload":{"controller":{"command":"dance"}}}';
    const decoded = { type: "client/command", payload: { controller: { command: "unknown", name: "dance" } } };
    expect(parseClientMessage(text)).toEqual(decoded);
  });

  it("keep unchanged and cleared apart in metadata, and a malformed title counts as unchanged", () => {
    const message = parseServerMessage(
      '{"type":"server/state","payload":{"metadata":{"timestamp":1,"title":{},"artist":null,"album":"Blue"}}}',
    );
    const metadata = message.type === "server/state" ? message.payload.metadata : undefined;
    expect(Object.entries(metadata ?? {})).toEqual([
      ["timestamp", 1],
      ["artist", null],
      ["album", "Blue"],
    ]);
  });

  it("tell a role that was taken away from one that is unchanged", () => {
    const message = parseServerMessage('{"type":"server/state","payload":{"metadata":null}}');
    expect(message).toEqual({ type: "server/state", payload: { metadata: null } });
  });
});
