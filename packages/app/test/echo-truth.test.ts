import { describe, expect, it } from "vitest";
import { HOUSE_TEST_MS, openHouse, type House } from "./testing/house.js";

/** Opens a house and writes down how Music Assistant is told that something else plays, and that it no longer counts. */
async function watchedHouse() {
  const house = await openHouse();
  const told: string[] = [];
  house.demo.bridge.household.on("activity", ({ player, subject }) => {
    if (player === "Kitchen" && /^(external|available again)$/.test(subject)) told.push(subject);
  });
  return { house, kitchen: house.echo("Kitchen"), told };
}

async function shownAs(house: House, volume: number, withinMs: number): Promise<void> {
  await house.until("Music Assistant shows it", () => house.remote("Kitchen").volume === volume, withinMs);
}

describe("what Music Assistant shows of an Echo", { timeout: HOUSE_TEST_MS }, () => {
  it("is the volume turned there: at most 0.5 s later by push, 75 s without push, 15 s while something plays", async () => {
    const { house, kitchen } = await watchedHouse();
    await house.pass(3_000);
    kitchen.setVolume(61);
    await shownAs(house, 61, 500);

    house.demo.street.amazon.faults.pushDropped = true;
    kitchen.setVolume(47);
    await shownAs(house, 47, 75_000);

    await house.play("Kitchen");
    kitchen.setVolume(33);
    await shownAs(house, 33, 15_000);
  });

  it("is paused while another service has taken the Echo, and play takes it back", async () => {
    const { house, kitchen, told } = await watchedHouse();
    await house.play("Kitchen", house.tunes(), 7_000);

    kitchen.elsewhere.begin({ kind: "service", provider: "Spotify", title: "So What" });
    await house.until("Music Assistant is told", () => told.length === 1, 12_000);
    await house.until("it has stopped", () => house.remote("Kitchen").state !== "playing", 1_000);
    expect(house.player("Kitchen")).toMatchObject({
      state: "paused",
      external: true,
      reason: "Kitchen plays So What on Spotify; press play in Music Assistant to take it back.",
    });
    await house.until("the Echo is offered again", () => told.length === 2, 4_000);

    house.ma.resume("Kitchen");
    await house.sounds("Kitchen", 500);
    await house.pass(3_000);
    expect(kitchen.describe().media?.title).not.toBe("So What");
    expect(house.reason("Kitchen")).toBeUndefined();
    expect(house.remote("Kitchen").state).toBe("playing");

    await house.pass(5_000);
    kitchen.elsewhere.begin({ kind: "bluetooth" });
    await house.until("Music Assistant is told of a phone's music too", () => told.length === 3, 5_000);
    expect(house.reason("Kitchen")).toContain("Kitchen plays Bluetooth");
    expect(told).toEqual(["external", "available again", "external"]);
  });

  it("goes on playing over an alarm and a spoken question", async () => {
    const { house, kitchen, told } = await watchedHouse();
    await house.play("Kitchen", house.tunes(), 7_000);

    kitchen.elsewhere.begin({ kind: "alarm" });
    await house.pass(6_000);
    expect(kitchen.playing).toBe(false);
    expect(house.remote("Kitchen").state).toBe("playing");
    kitchen.elsewhere.end();
    await house.until("the music goes on", () => kitchen.playing, 2_000);

    await house.pass(2_000);
    await kitchen.say("what time is it");
    await house.until("the music goes on", () => kitchen.playing, 5_000);
    await house.pass(14_000);
    expect(house.remote("Kitchen").state).toBe("playing");
    expect(told).toEqual([]);
  });
});
