import { TestClock } from "@ma-alexa/simulator";
import { expect, it } from "vitest";
import { MemoryStore } from "../testing/memory-store.js";
import { recordingLogger, type LogLine } from "../testing/recording-logger.js";
import { DeviceBook } from "./device-book.js";

function open(store = new MemoryStore()) {
  const clock = new TestClock();
  const lines: LogLine[] = [];
  return { book: new DeviceBook({ store, clock, logger: recordingLogger(lines) }), store, clock, lines };
}

it("uses a pair at once, and keeps it when Amazon names the Echo as playing", async () => {
  const { book, store } = open();
  book.learn("id-1", "kitchen");
  expect([book.playerOf("id-1"), book.isConfirmed("kitchen")]).toEqual(["kitchen", false]);
  book.confirm("kitchen");
  await book.settled();
  expect(book.isConfirmed("kitchen")).toBe(true);
  expect(store.documents.get("skill-devices")).toEqual({
    value: { pairs: [{ deviceId: "id-1", playerId: "kitchen" }] },
    secret: true,
  });
});

it("discards a pair when an Echo that nobody knows turns out to play", () => {
  const { book } = open();
  book.learn("id-1", "kitchen");
  book.confirm("bedroom");
  expect(book.playerOf("id-1")).toBeUndefined();
});

it("is not misled by an Echo whose id it knows", () => {
  const { book } = open();
  book.learn("id-2", "bedroom");
  book.confirm("bedroom");
  book.learn("id-1", "kitchen");
  book.confirm("bedroom");
  expect(book.playerOf("id-1")).toBe("kitchen");
});

it("leaves a pair provisional when Amazon says nothing for 5 s after the fetch", () => {
  const { book, clock } = open();
  book.learn("id-1", "kitchen");
  clock.tick(4_000);
  book.fetched("kitchen");
  clock.tick(4_000);
  book.confirm("kitchen");
  expect(book.isConfirmed("kitchen")).toBe(true);
  book.learn("id-2", "bedroom");
  clock.tick(5_001);
  book.confirm("bedroom");
  expect([book.playerOf("id-2"), book.isConfirmed("bedroom")]).toEqual(["bedroom", false]);
});

it("takes a new id for an Echo that it doubts", () => {
  const { book } = open();
  book.learn("old", "kitchen");
  book.confirm("kitchen");
  book.doubt("kitchen");
  expect(book.isConfirmed("kitchen")).toBe(false);
  book.learn("new", "kitchen");
  book.confirm("kitchen");
  expect([book.playerOf("old"), book.playerOf("new")]).toEqual([undefined, "kitchen"]);
});

it("reads what it wrote, only what was confirmed, and logs no id", async () => {
  const { book, store, lines } = open();
  book.learn("id-1", "kitchen");
  book.confirm("kitchen");
  book.learn("id-2", "bedroom");
  await book.settled();
  const next = open(store).book;
  await next.load();
  expect([next.playerOf("id-1"), next.isConfirmed("kitchen"), next.playerOf("id-2")]).toEqual([
    "kitchen",
    true,
    undefined,
  ]);
  expect(JSON.stringify(lines)).not.toContain("id-1");
});

it("starts anew when its document cannot be read", async () => {
  const { book, store, lines } = open();
  await store.write("skill-devices", { pairs: "?" });
  await book.load();
  expect(lines).toMatchObject([{ level: "warn", fields: { code: "WIRE_MALFORMED" } }]);
});
