import { describe, expect, it } from "vitest";
import { imageProxyPath, MediaImageSchema, sizedImagePath } from "./image.js";
import { MediaItemSchema, MediaItemsSchema, SearchResultsSchema, thumbnailOf } from "./media.js";

const track = { item_id: "7", provider: "library", media_type: "track", name: "Odd 1", uri: "library://track/7" };
const cover = {
  type: "thumb",
  path: "http://covers.example/odd 1.jpg",
  provider: "builtin",
  remotely_accessible: false,
};

describe("MediaItemSchema", () => {
  it("drops what is only shown and malformed, and keeps the rest", () => {
    const read = MediaItemSchema.parse({
      ...track,
      duration: "long",
      artists: [{ name: "Marks" }, { nameless: 1 }],
      year: 1999,
    });
    expect(read.duration).toBeUndefined();
    expect(read).toMatchObject({ name: "Odd 1", year: 1999, artists: [{ name: "Marks" }] });
  });

  it("knows types that came later as unknown", () => {
    expect(MediaItemSchema.parse({ ...track, media_type: "hologram" }).media_type).toBe("unknown");
  });

  it("leaves unreadable items out of a listing", () => {
    expect(MediaItemsSchema.parse([track, { name: "no uri" }])).toHaveLength(1);
    expect(SearchResultsSchema.parse({ tracks: [track], hologram: [] }).tracks).toHaveLength(1);
  });
});

describe("thumbnailOf", () => {
  it.each([
    [
      "its album's",
      { ...track, album: { name: "Odd", image: cover }, metadata: { images: [{ ...cover, path: "own" }] } },
    ],
    ["its own", { ...track, metadata: { images: [{ ...cover, type: "fanart" }, cover] } }],
    [
      "its podcast's",
      { ...track, media_type: "podcast_episode", podcast: { name: "Talk", metadata: { images: [cover] } } },
    ],
  ])("is %s", (_, item) => {
    expect(thumbnailOf(MediaItemSchema.parse(item))?.path).toBe(cover.path);
  });

  it("is absent where there is none", () => {
    expect(thumbnailOf(MediaItemSchema.parse(track))).toBeUndefined();
  });
});

describe("imageProxyPath", () => {
  it("encodes the path twice up to schema 30", () => {
    expect(sizedImagePath(imageProxyPath(MediaImageSchema.parse(cover)), 256)).toBe(
      "/imageproxy?path=http%253A%252F%252Fcovers.example%252Fodd%25201.jpg&provider=builtin&size=256&fmt=jpeg",
    );
  });

  it("names the proxy id from schema 31 on", () => {
    const path = imageProxyPath(MediaImageSchema.parse({ ...cover, proxy_id: "a1/b" }));
    expect(sizedImagePath(path, 512)).toBe("/imageproxy/a1%2Fb?size=512&fmt=jpeg");
  });
});
