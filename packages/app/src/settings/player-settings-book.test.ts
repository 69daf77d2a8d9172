import type { EchoDevice } from "@ma-alexa/provider";
import { describe, expect, it } from "vitest";
import { createLogger } from "../logging/logger.js";
import { MemoryStore } from "../memory-store.js";
import { PlayerSettingsBook } from "./player-settings-book.js";

const kitchen: EchoDevice = {
  serial: "G0",
  name: "Kitchen",
  family: "ECHO",
  deviceType: "A1",
  model: "Echo Dot",
  locale: "en-GB",
  online: true,
  kind: "speaker",
  playable: true,
};
const phone: EchoDevice = { ...kitchen, serial: "P0", name: "Phone", kind: "other", playable: false };

const DEFAULTS = {
  exposed: true,
  codec: "auto",
  bitrateKbps: 320,
  skip: "seamless",
  leadSeconds: 4,
} as const;

async function open(store = new MemoryStore(), leadSeconds = 4) {
  const book = new PlayerSettingsBook({
    store,
    logger: createLogger({ level: "silent" }),
    defaults: { bitrateKbps: 320, leadSeconds, skip: "seamless" },
    deviceOf: (id) => ({ kitchen, phone })[id],
  });
  await book.load();
  return { store, book };
}

describe("the settings of players", () => {
  it("are the household's until somebody chooses", async () => {
    const { book } = await open();
    expect(book.of("kitchen")).toEqual(DEFAULTS);
    expect(book.of("phone")).toEqual({ ...DEFAULTS, exposed: false });
  });

  it("are kept over a restart under the Echo's serial, and only what was chosen", async () => {
    const { store, book } = await open();
    await book.change("kitchen", { codec: "flac", exposed: false });
    expect(await store.read("player-settings")).toEqual({ G0: { codec: "flac", exposed: false } });
    const { book: later } = await open(store, 6);
    expect(later.of("kitchen")).toEqual({ ...DEFAULTS, codec: "flac", exposed: false, leadSeconds: 6 });
  });

  it("take the default again with null", async () => {
    const { book } = await open();
    await book.change("kitchen", { leadSeconds: 8, skip: "quick" });
    expect(await book.change("kitchen", { leadSeconds: null })).toEqual({ ...DEFAULTS, skip: "quick" });
  });

  it("are told to those who follow", async () => {
    const { book } = await open();
    const told: string[] = [];
    const stop = book.follow((id) => told.push(id));
    await book.change("kitchen", { skip: "quick" });
    stop();
    await book.change("kitchen", { skip: "seamless" });
    expect(told).toEqual(["kitchen"]);
  });

  it("cannot be those of a player that does not exist", async () => {
    const { book } = await open();
    expect(await book.change("attic", { skip: "quick" })).toBeUndefined();
  });

  it("of one player that cannot be read leave the others'", async () => {
    const store = new MemoryStore();
    await store.write("player-settings", { G0: { codec: "ogg" }, P0: { skip: "quick" } });
    const { book } = await open(store);
    expect([book.of("kitchen").codec, book.of("phone").skip]).toEqual(["auto", "quick"]);
  });
});
