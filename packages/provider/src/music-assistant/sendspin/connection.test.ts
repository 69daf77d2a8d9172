import { expect, test } from "vitest";

import { TestClock } from "@ma-alexa/simulator";

import { Connection } from "./connection.js";
import type { OpenSocket, SocketListener } from "./socket.js";

/** Sockets that do nothing until the test says so. */
function setUp() {
  const clock = new TestClock();
  const sockets: { listener: SocketListener; log: (string | Uint8Array)[] }[] = [];
  const told: string[] = [];
  const openSocket: OpenSocket = (_url, listener) => {
    const log: (string | Uint8Array)[] = [];
    sockets.push({ listener, log });
    return {
      send: (frame) => log.push(frame),
      close: () => log.push("close"),
      terminate: () => {
        log.push("terminate");
        listener.closed("it was cut");
      },
    };
  };
  const listener = {
    opened: () => told.push("opened"),
    text: (text: string) => told.push(text),
    binary: () => told.push("binary"),
    silent: () => told.push("silent"),
    closed: (detail: string) => told.push(detail),
  };
  const connection = new Connection({ openSocket, clock, listener });
  connection.open("ws://127.0.0.1/sendspin");
  const [first] = sockets;
  if (first === undefined) throw new Error("The connection opened no socket.");
  return { clock, connection, sockets, first, told };
}

test("sends only over an open socket", () => {
  const { connection, first } = setUp();
  expect(connection.send("early")).toBe(false);
  first.listener.opened();
  expect(connection.send("hello")).toBe(true);
  expect(first.log).toEqual(["hello"]);
});

test("drops what an older socket still says", () => {
  const { connection, sockets, first, told } = setUp();
  first.listener.opened();
  first.listener.closed("the connection broke");
  connection.open("ws://127.0.0.1/sendspin");
  first.listener.text("late");
  first.listener.binary(new Uint8Array());
  first.listener.closed("twice");
  sockets[1]?.listener.opened();
  expect(told).toEqual(["opened", "the connection broke", "opened"]);
});

test("says goodbye, closes, and cuts a server that does not close within a second", () => {
  const { clock, connection, first, told } = setUp();
  first.listener.opened();
  connection.leave("goodbye");
  connection.leave("goodbye");
  expect(first.log).toEqual(["goodbye", "close"]);
  expect(connection.send("more")).toBe(false);
  first.listener.text("late");
  clock.tick(1_000);
  expect(first.log).toEqual(["goodbye", "close", "terminate"]);
  expect(told).toEqual(["opened", "it was cut"]);
  expect(clock.pending).toBe(0);
});

test("cuts at once what is not open yet", () => {
  const { clock, connection, first, told } = setUp();
  connection.leave();
  expect(first.log).toEqual(["terminate"]);
  expect(told).toEqual(["it was cut"]);
  expect(clock.pending).toBe(0);
});

test("tells silence 90 s after the last sign of life", () => {
  const { clock, first, told } = setUp();
  first.listener.opened();
  clock.tick(60_000);
  first.listener.ping();
  clock.tick(89_999);
  expect(told).toEqual(["opened"]);
  clock.tick(1);
  expect(told).toEqual(["opened", "silent"]);
});
