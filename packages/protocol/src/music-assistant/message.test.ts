import { describe, expect, it } from "vitest";
import { WireError } from "../wire.js";
import { apiErrorNumber } from "./error-code.js";
import { encodeApiCommand, parseApiCommand, parseApiMessage } from "./message.js";

const read = (frame: object) => parseApiMessage(JSON.stringify(frame));

const queue = { queue_id: "upkitchen", available: true, items: 3, current_index: 0, state: "playing", elapsed_time: 7 };

describe("parseApiMessage", () => {
  it("reads the server info", () => {
    const frame = { server_id: "s1", server_version: "2.10.8", schema_version: 51, min_supported_schema_version: 28 };
    expect(read(frame)).toMatchObject({ kind: "info", info: { schema_version: 51, min_supported_schema_version: 28 } });
  });

  it.each([
    [
      { message_id: "1", result: null, partial: false },
      { kind: "result", id: "1", result: null, partial: false },
    ],
    [
      { message_id: 2, result: [1], partial: true },
      { kind: "result", id: "2", result: [1], partial: true },
    ],
    [
      { message_id: "3", result: 7 },
      { kind: "result", id: "3", result: 7, partial: false },
    ],
    [
      { message_id: "4", error_code: 20, details: "Authentication required." },
      { kind: "error", id: "4", code: "AUTHENTICATION_REQUIRED", details: "Authentication required." },
    ],
    [
      { message_id: "connection", error_code: 503, details: "Setup required" },
      { kind: "error", id: "connection", code: "SETUP_REQUIRED", details: "Setup required" },
    ],
    [
      { message_id: "5", error_code: 4711 },
      { kind: "error", id: "5", code: "unknown" },
    ],
    [{ hello: "world" }, { kind: "unknown" }],
  ])("reads %j", (frame, message) => {
    expect(read(frame)).toEqual(message);
  });

  it("reads a queue with what an older or newer server leaves out or adds", () => {
    const data = { ...queue, repeat_mode: "sometimes", smart_shuffle_active: true, current_item: { broken: 1 } };
    expect(read({ event: "queue_updated", object_id: "upkitchen", data })).toMatchObject({
      kind: "event",
      event: {
        event: "queue_updated",
        objectId: "upkitchen",
        data: { items: 3, repeat_mode: "unknown", shuffle_enabled: false, elapsed_time: 7, smart_shuffle_active: true },
      },
    });
  });

  it("names an event that it does not know", () => {
    expect(read({ event: "sync_tasks_updated", object_id: null, data: [] })).toEqual({
      kind: "event",
      event: { event: "unknown", name: "sync_tasks_updated" },
    });
  });

  it.each([
    [{ event: "queue_updated", object_id: "q", data: { ...queue, items: "many" } }, "queue_updated", "items"],
    [{ event: "player_updated", object_id: "p", data: { name: "Kitchen" } }, "player_updated", "player_id"],
    [{ server_version: "2.10.8" }, "The server info", "server_id"],
  ])("refuses %j and names the field, not its value", (frame, what, path) => {
    let thrown: unknown;
    try {
      read(frame);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(WireError);
    expect(thrown).toMatchObject({ what, path });
    expect((thrown as WireError).message).not.toContain("many");
  });

  it("refuses what is no JSON", () => {
    expect(() => parseApiMessage("<html>")).toThrow("is no JSON");
  });
});

describe("commands", () => {
  it("survive the way to the other side, without arguments that are absent", () => {
    const text = encodeApiCommand({
      message_id: "9",
      command: "player_queues/play",
      args: { queue_id: "q", fade: undefined },
    });
    expect(parseApiCommand(text)).toEqual({ message_id: "9", command: "player_queues/play", args: { queue_id: "q" } });
  });

  it("may come without arguments", () => {
    expect(parseApiCommand('{"message_id":"1","command":"players/all"}').args).toEqual({});
  });
});

it("error codes keep their numbers", () => {
  expect([apiErrorNumber("QUEUE_EMPTY"), apiErrorNumber("SETUP_REQUIRED"), apiErrorNumber("INTERNAL")]).toEqual([
    8, 503, 999,
  ]);
});
