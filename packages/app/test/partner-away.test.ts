import { describe, expect, it } from "vitest";
import { HOUSE_TEST_MS, openHouse, type House } from "./testing/house.js";

const AWAY_MS = 20_000;
const SILENT_WITHIN_MS = 15_000;
const AGREED_WITHIN_MS = 5_000;

/** Nothing sounds anywhere, and everybody says so. */
function isAtRest(house: House, name: string): boolean {
  const { state, reason, online } = house.player(name);
  const isResting = online && state !== "playing" && state !== "launching" && reason === undefined;
  const remote = house.remote(name);
  return isResting && remote.available && remote.state !== "playing" && !house.echo(name).playing;
}

describe("a house whose Music Assistant goes away for 20 s", () => {
  it(
    "falls silent, agrees after the return, and plays at the first press",
    async () => {
      const house = await openHouse();
      await house.play("Kitchen", house.tunes(), 3_000);
      await house.ma.stop();
      const silentAfterMs = await house.silent("Kitchen", SILENT_WITHIN_MS);
      await house.until("the person is told", () => house.reason("Kitchen") !== undefined);
      expect(house.player("Kitchen").state).not.toBe("playing");
      await house.pass(AWAY_MS - silentAfterMs);
      await house.ma.start();
      await house.until("all agree", () => isAtRest(house, "Kitchen"), AGREED_WITHIN_MS);
      expect(house.reason("Kitchen")).toBeUndefined();
      house.ma.resume("Kitchen");
      await house.sounds("Kitchen");
      expect(house.judge(house.echo("Kitchen"), 1).segments[0]?.sourceId).toBe(house.tunes()[0]);
      expect(house.player("Kitchen").state).toBe("playing");
    },
    HOUSE_TEST_MS,
  );
});

describe("a house whose Amazon goes away for 20 s", () => {
  it(
    "goes on playing, obeys Music Assistant meanwhile, agrees after the return, and plays at the first press",
    async () => {
      const house = await openHouse();
      const { amazon } = house.demo.street;
      const { accounts } = house.demo.bridge;
      const kitchen = house.echo("Kitchen");
      await house.play("Kitchen", house.tunes(), 3_000);
      await amazon.stop();
      const goneAtMs = house.clock.now();
      await house.pass(5_000);
      expect(kitchen).toMatchObject({ playing: true, underruns: 0 });
      await kitchen.press("volume-up");
      house.ma.pause("Kitchen");
      const silentAfterMs = await house.silent("Kitchen", SILENT_WITHIN_MS);
      expect(silentAfterMs).toBeLessThan(SILENT_WITHIN_MS);
      await house.pass(AWAY_MS - (house.clock.now() - goneAtMs));
      await amazon.resume();
      await house.until(
        "all agree",
        () =>
          accounts.state.kind === "ready" &&
          accounts.state.push &&
          house.player("Kitchen").volume === kitchen.volume &&
          house.remote("Kitchen").volume === kitchen.volume &&
          isAtRest(house, "Kitchen"),
        AGREED_WITHIN_MS,
      );
      expect(kitchen.volume).toBe(40);
      house.ma.resume("Kitchen");
      await house.sounds("Kitchen");
      const heard = house.judge(kitchen, 120, { expectedCuts: "jumps" });
      expect(heard).toMatchObject({ gaps: [], losses: [] });
      expect(new Set(heard.segments.map(({ sourceId }) => sourceId))).toEqual(new Set([house.tunes()[0]]));
    },
    HOUSE_TEST_MS,
  );

  it(
    "says so to who presses play meanwhile, and plays at the first press after the return",
    async () => {
      const house = await openHouse();
      const { amazon } = house.demo.street;
      await amazon.stop();
      house.ma.play("Kitchen", house.tunes());
      await house.until("the person is told", () => house.reason("Kitchen") !== undefined, SILENT_WITHIN_MS);
      await house.until(
        "Music Assistant does not believe that it plays",
        () => house.remote("Kitchen").state !== "playing",
      );
      await house.pass(AWAY_MS - SILENT_WITHIN_MS);
      await amazon.resume();
      await house.until("Amazon is back", () => house.demo.bridge.accounts.state.kind === "ready", AGREED_WITHIN_MS);
      house.ma.resume("Kitchen");
      await house.sounds("Kitchen");
      expect(house.reason("Kitchen")).toBeUndefined();
    },
    HOUSE_TEST_MS,
  );

  it(
    "plays on through it when nobody touches anything, after Music Assistant was away too",
    async () => {
      const house = await openHouse();
      const { amazon } = house.demo.street;
      const kitchen = house.echo("Kitchen");
      await house.play("Kitchen", house.tunes(), 3_000);
      await house.ma.stop();
      await house.pass(AWAY_MS);
      expect(kitchen.playing).toBe(false);
      await house.ma.start();
      await house.until("all agree", () => isAtRest(house, "Kitchen"), AGREED_WITHIN_MS);
      house.ma.resume("Kitchen");
      await house.sounds("Kitchen", 3_000);
      await amazon.stop();
      await house.pass(AWAY_MS);
      await amazon.resume();
      await house.pass(AGREED_WITHIN_MS);
      expect(house.player("Kitchen")).toMatchObject({ state: "playing", volume: kitchen.volume });
      expect(kitchen).toMatchObject({ playing: true, underruns: 0 });
      expect(house.remote("Kitchen").state).toBe("playing");
      const heard = house.judge(kitchen, kitchen.positionMs / 1_000);
      expect(heard).toMatchObject({ gaps: [], repeats: [], losses: [], unknown: [] });
      house.ma.pause("Kitchen");
      await house.silent("Kitchen", 2_000);
    },
    HOUSE_TEST_MS,
  );
});
