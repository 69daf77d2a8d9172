import { expect, it } from "vitest";
import { HOUSE_TEST_MS, openHouse } from "./testing/house.js";

it.each(["6.1.1", "4.3.0"] as const)(
  "plays the last sample of the queue out with a server of version %s",
  async (profile) => {
    const house = await openHouse({ musicAssistant: { profile } });
    const tune = house.ma.tunes[1];
    if (tune === undefined) throw new Error("The library has a second tune");
    await house.play("Kitchen", [tune.id], 3_000);
    await house.silent("Kitchen", 60_000);
    await house.until("nothing plays", () => house.player("Kitchen").state === "idle");
    const heard = house.judge(house.echo("Kitchen"), 100);
    expect(heard).toMatchObject({ gaps: [], repeats: [], losses: [] });
    expect(heard.segments).toHaveLength(1);
    expect(heard.segments[0]?.lengthMs).toBeGreaterThan(tune.frames / 48 - 100);
    expect(house.reason("Kitchen")).toBeUndefined();
  },
  HOUSE_TEST_MS,
);
