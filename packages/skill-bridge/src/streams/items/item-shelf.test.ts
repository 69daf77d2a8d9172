import { describe, expect, it } from "vitest";
import { mp3Codec } from "../stream-codec.js";
import { ItemShelf } from "./item-shelf.js";

const ITEM_US = 10_000_000;

/** A shelf to which so many items have come, each of them one frame of this size and asked for when it came. */
function shelfOf(items: number, itemBytes: number): ItemShelf {
  const shelf = new ItemShelf();
  const bytes = new Uint8Array(itemBytes);
  shelf.generation(mp3Codec(new Uint8Array(960)));
  for (let item = 1; item <= items; item++) {
    const startUs = item * ITEM_US;
    shelf.mark({ id: item, fromUs: startUs, known: "exact", positionMs: 0 });
    shelf.frame({ generation: 1, startUs, durationUs: ITEM_US, bytes });
    shelf.find(`item-${item}`);
  }
  return shelf;
}

function forgotten(shelf: ItemShelf, items: number): readonly (boolean | undefined)[] {
  return Array.from({ length: items }, (_, index) => shelf.find(`item-${index + 1}`)?.isForgotten);
}

describe("ItemShelf", () => {
  it("gives up the bytes of all but the newest six items, and no name comes to stand for another item", () => {
    expect(forgotten(shelfOf(8, 960), 8)).toEqual([true, true, false, false, false, false, false, false]);
    expect(shelfOf(8, 960).find("item-1")?.size).toBe(0);
  });

  it("keeps fewer long items: as many as 96 MB hold when the next one begins", () => {
    expect(forgotten(shelfOf(4, 40_000_000), 4)).toEqual([true, false, false, false]);
  });

  it("keeps the current item and the one before it, however long they are", () => {
    expect(forgotten(shelfOf(3, 70_000_000), 3)).toEqual([true, false, false]);
  });

  it("gives up all bytes when it stops, so that nothing stays on disk", () => {
    const shelf = shelfOf(3, 960);
    shelf.stop();
    expect(forgotten(shelf, 3)).toEqual([true, true, true]);
  });

  it("remembers the newest thousand names; the item that sounds keeps its name among them", () => {
    const shelf = shelfOf(1, 960);
    for (let name = 0; name < 5_000; name++) {
      shelf.bind(`name-${name}`, `queue-item-${name}`);
      if (name % 500 === 0) shelf.find("item-1");
    }
    expect(shelf.find("item-1")?.size).toBe(960);
  });
});
