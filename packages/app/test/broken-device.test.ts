import { describe, expect, it } from "vitest";
import { HOUSE_TEST_MS, openHouse, type House } from "./testing/house.js";

/** Watches whether Music Assistant ever loses a player; says which it lost. */
function lossesOf(house: House): ReadonlySet<string> {
  const lost = new Set<string>();
  house.ma.on("players", (players) => {
    for (const { name, available } of players) if (!available) lost.add(name);
  });
  return lost;
}

describe("a house in which Amazon sends what the library dies on", () => {
  it(
    "plays on an Echo that is listed without its arrays",
    async () => {
      const house = await openHouse({ faults: { deviceWithoutArrays: true } });
      await house.play("Kitchen");
      expect(house.player("Kitchen").state).toBe("playing");
      expect(house.demo.bridge.accounts.counters().crashes).toBe(0);
    },
    HOUSE_TEST_MS,
  );

  it(
    "loses no player in Music Assistant when the library crashes while one plays, and obeys again afterwards",
    async () => {
      const house = await openHouse();
      const { amazon } = house.demo.street;
      const { accounts } = house.demo.bridge;
      const kitchen = house.echo("Kitchen");
      await house.play("Kitchen", house.tunes(), 3_000);
      const lost = lossesOf(house);
      amazon.faults.status = { pathPrefix: "/api/endpoints", status: 200, body: { websiteApiUrl: 5 } };
      amazon.expireCookies(amazon.customers[0]?.email ?? "");
      await house.until("the library has crashed", () => accounts.counters().crashes > 0, 60_000);
      expect(accounts.state.reason).toContain("the library cannot digest");
      expect(house.remote("Kitchen")).toMatchObject({ available: true, state: "playing" });
      amazon.faults.status = undefined;
      await house.until("Amazon is back", () => accounts.state.kind === "ready" && accounts.state.push, 120_000);
      house.ma.setVolume("Kitchen", 55);
      await house.until("the Kitchen is louder", () => kitchen.volume === 55, 30_000);
      expect([...lost]).toEqual([]);
      expect(kitchen.playing).toBe(true);
    },
    HOUSE_TEST_MS,
  );
});
