import { describe, expect, it } from "vitest";
import { HOUSE_TEST_MS, openHouse } from "./testing/house.js";

describe("two Echos of one house", () => {
  it(
    "play different tunes at the same time without touching each other",
    async () => {
      const house = await openHouse();
      const [kitchenTune, livingTune] = [house.tunes(0), house.tunes(3)];
      await house.play("Kitchen", kitchenTune);
      await house.play("Living Room", livingTune);
      house.ma.setVolume("Kitchen", 55);
      await house.until("the Kitchen is louder", () => house.echo("Kitchen").volume === 55);
      expect(house.echo("Living Room").volume).toBe(40);
      await house.pass(3_000);
      house.ma.next("Kitchen");
      await house.pass(8_000);
      house.ma.pause("Kitchen");
      await house.silent("Kitchen");
      const commands = house.commands;
      await house.pass(4_000);

      const living = house.judge(house.echo("Living Room"), 120, { expectedCuts: [] });
      expect(living.segments.map(({ sourceId }) => sourceId)).toEqual([livingTune[0]]);
      expect(living).toMatchObject({ gaps: [], repeats: [], losses: [], unknown: [] });
      expect(living.segments[0]?.lengthMs).toBeGreaterThan(14_000);
      expect(living.correlation).toBeGreaterThan(0.99);
      const kitchen = house.judge(house.echo("Kitchen"), 120, { expectedCuts: "jumps" });
      expect(kitchen.segments.map(({ sourceId }) => sourceId)).toEqual(kitchenTune.slice(0, 2));
      expect(kitchen).toMatchObject({ gaps: [], repeats: [], losses: [] });
      expect(house.echo("Living Room")).toMatchObject({ playing: true, underruns: 0 });
      expect(house.echo("Living Room").stretches).toHaveLength(1);
      expect(house.commands).toBe(commands);
    },
    HOUSE_TEST_MS,
  );
});
