import { describe, expect, it } from "vitest";
import { HOUSE_TEST_MS, openHouse, type House } from "./testing/house.js";

const isThere = (house: House, name: string): boolean =>
  house.ma.players().some((player) => player.name === name && player.available);

describe("the settings of a player", { timeout: HOUSE_TEST_MS }, () => {
  it("hide an Echo from Music Assistant and bring the same player back", async () => {
    const house = await openHouse();
    const [first] = house.ma.players();
    const name = first?.name ?? "";
    const { id } = house.player(name);
    const before = house.remote(name).id;

    await house.demo.bridge.settings.change(id, { exposed: false, skip: "quick" });
    await house.until("Music Assistant has lost the hidden player", () => !isThere(house, name));
    expect(house.player(name)).toMatchObject({
      id,
      exposed: false,
      reason: `${name} is hidden from Music Assistant by its settings.`,
    });

    await house.demo.bridge.settings.change(id, { exposed: true });
    await house.until("Music Assistant has the player again", () => isThere(house, name));
    expect([house.remote(name).id, house.player(name).id]).toEqual([before, id]);
    expect(house.demo.bridge.settings.of(id).skip).toBe("quick");
    await house.play(name);
  });
});
