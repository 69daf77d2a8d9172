import { describe, expect, it } from "vitest";
import { HOUSE_TEST_MS, openHouse, type House } from "./testing/house.js";

/** From the last position heard to the first one after; undefined when another tune is heard. */
async function pauseAndResume(house: House, name: string): Promise<number | undefined> {
  const echo = house.echo(name);
  house.ma.pause(name);
  await house.silent(name);
  const before = house.judge(echo, 100, { expectedCuts: "jumps" });
  await house.pass(2_000);
  house.ma.resume(name);
  await house.sounds(name, 3_000);
  const after = house.judge(echo, echo.positionMs / 1_000, { expectedCuts: "jumps" });
  const [left, found] = [before.segments.at(-1), after.segments[0]];
  if (left === undefined || found === undefined || left.sourceId !== found.sourceId) return undefined;
  return found.sourceStartMs - left.sourceStartMs - left.lengthMs;
}

describe.each([
  { profile: "4.3.0" },
  // The clear of the skip comes into the middle of what is paused.
  { profile: "4.3.0", lateClear: true },
  { profile: "6.1.1" },
] as const)("Music Assistant as %o", (musicAssistant) => {
  it.each(["seamless", "quick"] as const)(
    "goes on where the Echo fell silent, after skips that are %s",
    async (skip) => {
      const house = await openHouse({ echos: [{ name: "Kitchen" }], musicAssistant, skip });
      await house.play("Kitchen", house.tunes(), 5_000);
      house.ma.next("Kitchen");
      await house.pass(9_000);
      const errorMs = await pauseAndResume(house, "Kitchen");
      expect(errorMs).toBeDefined();
      expect(Math.abs(errorMs ?? 0)).toBeLessThan(100);
    },
    HOUSE_TEST_MS,
  );
});

it.each(["6.1.1", "10.2.1"] as const)(
  "Music Assistant with aiosendspin %s plays from the beginning when another service took the Echo right after it",
  async (profile) => {
    const house = await openHouse({ echos: [{ name: "Kitchen" }], musicAssistant: { profile } });
    const echo = house.echo("Kitchen");
    await house.play("Kitchen", house.tunes(), 2_500);
    echo.elsewhere.begin({ kind: "service", provider: "Spotify", title: "So What" });
    await house.until("it is taken", () => house.player("Kitchen").external === true);
    await house.pass(3_000);
    await house.play("Kitchen", house.tunes(), 2_000);
    const [again] = house.judge(echo, echo.positionMs / 1_000, { expectedCuts: "jumps" }).segments;
    expect(again?.sourceId).toBe(house.tunes()[0]);
    expect(again?.sourceStartMs).toBeLessThan(100);
  },
  HOUSE_TEST_MS,
);
