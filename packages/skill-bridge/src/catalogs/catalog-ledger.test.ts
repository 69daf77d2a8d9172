import { CatalogSchema } from "@ma-alexa/protocol/alexa/music-skill";
import { describe, expect, it } from "vitest";
import type { MediaFacts, MediaKind } from "../music-skill/ports.js";
import { catalogDelta, ImplausibleLoss, type Ledger } from "./catalog-ledger.js";
import { handOffPhrase } from "./hand-off-phrase.js";
import { libraryEntities, type LibraryListing } from "./library-entities.js";

const locale = { country: "US", language: "en" };
const nowEpochMs = Date.parse("2026-11-26T12:00:00Z");

const facts = (kind: MediaKind, name: string, more: Partial<MediaFacts> = {}): MediaFacts => ({
  uri: `library://${kind}/${name}`,
  kind,
  name,
  artists: [],
  ...more,
});

function library(...media: readonly MediaFacts[]): LibraryListing {
  return { isKnown: true, revision: 1, all: (kind) => media.filter((one) => one.kind === kind) };
}

const playlists = (...names: readonly string[]) =>
  libraryEntities(library(...names.map((name) => facts("playlist", name))), locale, undefined).get(
    "AMAZON.MusicPlaylist",
  ) ?? [];

const delta = (names: readonly string[], before: Ledger = {}, isWhole = false) =>
  catalogDelta("AMAZON.MusicPlaylist", playlists(...names), before, { locale, nowEpochMs, isWhole });

describe("what a library gives to the catalogs", () => {
  it("is one file per type that Amazon's schema takes, the phrase among the playlists", () => {
    const wanted = libraryEntities(
      library(
        facts("artist", "Lady Gaga"),
        facts("album", "The Fame", { artists: ["Lady Gaga"] }),
        facts("track", "Poker Face", { artists: ["lady gaga", "Somebody"], album: "The Fame" }),
        facts("playlist", "Friday"),
        facts("genre", "Pop"),
        facts("radio", "KEXP"),
        facts("audiobook", "Dracula"),
      ),
      locale,
      "the household mix",
    );
    const files = [...wanted].map(([type, content]) => catalogDelta(type, content, {}, { locale, nowEpochMs }).file);
    for (const file of files) expect(() => CatalogSchema.parse(file)).not.toThrow();
    expect(
      Object.fromEntries([...wanted].map(([type, content]) => [type, content.map(({ names }) => names[0]?.value)])),
    ).toEqual({
      "AMAZON.MusicGroup": ["Lady Gaga"],
      "AMAZON.MusicAlbum": ["The Fame"],
      "AMAZON.MusicRecording": ["Poker Face"],
      "AMAZON.MusicPlaylist": ["Friday", "the household mix"],
      "AMAZON.Genre": ["Pop"],
      "AMAZON.BroadcastChannel": ["KEXP"],
    });
  });

  it("names artists and albums by the ids of their own catalogs, and leaves out those that have none", () => {
    const wanted = libraryEntities(
      library(
        facts("artist", "Björk"),
        facts("album", "Debut"),
        facts("track", "Venus", { artists: ["bjork", "X"], album: "Debut" }),
      ),
      locale,
      undefined,
    );
    const [artist, album, track] = (["AMAZON.MusicGroup", "AMAZON.MusicAlbum", "AMAZON.MusicRecording"] as const).map(
      (type) => wanted.get(type)?.[0],
    );
    expect([track?.artists?.map(({ id }) => id), track?.albums?.map(({ id }) => id)]).toEqual([
      [artist?.id],
      [album?.id],
    ]);
  });

  it("leaves out what has no name", () => {
    expect(playlists("  ", "Friday")).toHaveLength(1);
  });
});

describe("what is told to Amazon", () => {
  it("is only what changed, under the time of the change, and what was taken out", () => {
    const first = delta(["Friday", "Focus"]);
    expect([first.changed, first.removed]).toEqual([2, 0]);
    const second = delta(["Friday", "Sleep"], first.ledger);
    expect(second.file.entities).toMatchObject([
      { names: [{ value: "Sleep" }], lastUpdatedTime: "2026-11-26T12:00:00.000Z" },
      { deleted: true, lastUpdatedTime: "2026-11-26T12:00:00.000Z" },
    ]);
    expect(Object.keys(second.file.entities[1] ?? {}).sort()).toEqual(["deleted", "id", "lastUpdatedTime"]);
  });

  it("is nothing when nothing changed, and a removal is told once", () => {
    const { ledger } = delta(["Friday", "Focus"]);
    expect(delta(["Friday", "Focus"], ledger).file.entities).toEqual([]);
    const removed = delta(["Friday"], ledger);
    expect(delta(["Friday"], removed.ledger).file.entities).toEqual([]);
  });

  it("is what came back after it was taken out", () => {
    const without = delta(["Friday"], delta(["Friday", "Focus"]).ledger);
    expect(delta(["Friday", "Focus"], without.ledger).changed).toBe(1);
  });

  it("is everything once a week", () => {
    expect(delta(["Friday", "Focus"], delta(["Friday", "Focus"]).ledger, true).changed).toBe(2);
  });

  it("is nothing when the library seems not to have been read whole", () => {
    const names = Array.from({ length: 40 }, (_, index) => `Playlist ${index}`);
    const { ledger } = delta(names);
    expect(() => delta(names.slice(0, 19), ledger)).toThrow(ImplausibleLoss);
    expect(delta(names.slice(0, 21), ledger).removed).toBe(19);
  });
});

describe("the phrase that hands over", () => {
  it("is one that nothing in the library is called", () => {
    expect(handOffPhrase([])).toBe("the household mix");
    expect(handOffPhrase(["The Household-Mix!"])).toBe("our living queue");
  });

  it("stays as it is until something is called so", () => {
    expect(handOffPhrase(["Friday"], "my bridge selection")).toBe("my bridge selection");
    expect(handOffPhrase(["My Bridge Selection"], "my bridge selection")).toBe("the household mix");
  });
});
