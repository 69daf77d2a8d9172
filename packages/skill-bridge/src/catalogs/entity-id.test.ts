import { describe, expect, it } from "vitest";
import { entities, entityIdOf, HAND_OFF_ENTITY_ID } from "./entity-id.js";

describe("an entity's id", () => {
  it.each([
    ["track", "library://track/12"],
    ["album", "spotify--x1://album/0ÄÖ?&=%20"],
    ["artist", "library://artist/1"],
    ["playlist", "builtin://playlist/all_favorite_tracks"],
    ["genre", "library://genre/rock & roll"],
    ["radio", "radiobrowser://radio/96202f73"],
  ] as const)("of a %s can be read backwards: %s", (kind, uri) => {
    const id = entityIdOf({ kind, uri }) ?? "";
    expect(id).toMatch(/^[\w.-]{1,256}$/);
    expect(entities.meaningOf(id)).toEqual({ uri });
  });

  it("differs by kind and address", () => {
    const ids = ["library://track/1", "library://track/2"].map((uri) => entityIdOf({ kind: "track", uri }));
    expect(new Set([...ids, entityIdOf({ kind: "album", uri: "library://track/1" })]).size).toBe(3);
  });

  it("is not given to what no catalog takes, nor to what is too long", () => {
    expect(entityIdOf({ kind: "podcast", uri: "library://podcast/1" })).toBeUndefined();
    expect(entityIdOf({ kind: "track", uri: "x".repeat(200) })).toBeUndefined();
  });

  it("of the hand-off means the hand-off, and one that is not ours means nothing", () => {
    expect(entities.meaningOf(HAND_OFF_ENTITY_ID)).toBe("hand-off");
    expect(["", "track.12", "artist.001", "podcast.uYWJj"].map((id) => entities.meaningOf(id))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
