import { describe, expect, it } from "vitest";
import { HOUSE_TEST_MS, openHouse, type House } from "./testing/house.js";

/** One skip in Music Assistant: how long until the next tune is heard, and what Amazon was asked for meanwhile. */
async function skip(house: House, name: string) {
  const commands = house.commands;
  const before = house.echo(name).heard(0).total;
  house.ma.next(name);
  await house.pass(9_000);
  const seconds = (house.echo(name).heard(0).total - before) / 96_000;
  const heard = house.judge(house.echo(name), seconds, { expectedCuts: "jumps" });
  const [left, found] = [heard.segments[0], heard.segments.at(-1)];
  return { heard, left, found, afterMs: found?.heardStartMs ?? Infinity, commands: house.commands - commands };
}

describe("a skip in Music Assistant", () => {
  it(
    "is heard within 3 s on an Echo that is to be quick, for one call to Amazon each",
    async () => {
      const house = await openHouse({ echos: [{ name: "Kitchen" }], skip: "quick" });
      const tunes = house.tunes();
      await house.play("Kitchen", tunes, 8_000);
      for (const next of tunes.slice(1, 4)) {
        const { found, afterMs, commands } = await skip(house, "Kitchen");
        expect(found?.sourceId).toBe(next);
        expect(found?.sourceStartMs).toBeLessThan(100);
        expect(afterMs).toBeLessThan(3_000);
        expect(commands).toBe(1);
      }
    },
    HOUSE_TEST_MS,
  );

  it(
    "is seamless on such an Echo when the call is lost",
    async () => {
      const house = await openHouse({ echos: [{ name: "Kitchen" }], skip: "quick" });
      const tunes = house.tunes();
      await house.play("Kitchen", tunes, 8_000);
      house.demo.street.amazon.faults.notExecuted = 1;
      const { heard, left, found, afterMs, commands } = await skip(house, "Kitchen");
      expect([left?.sourceId, found?.sourceId]).toEqual(tunes.slice(0, 2));
      expect(heard).toMatchObject({ gaps: [], repeats: [], silences: [] });
      expect(found?.sourceStartMs).toBeLessThan(100);
      // Behind what the Echo holds, which is six seconds soon after a start, and the second that Music Assistant needs.
      expect(afterMs).toBeLessThan(7_500);
      expect(commands).toBe(1);
    },
    HOUSE_TEST_MS,
  );
});
