import { describe, expect, it } from "vitest";
import { HOUSE_TEST_MS, openHouse } from "./testing/house.js";

const CLEAN = { gaps: [], repeats: [], losses: [], unknown: [] };

describe("what real Echos do", () => {
  it(
    "a second GET, a probing GET and an early NearlyFinished disturb nothing; a spoken question pauses nobody",
    async () => {
      const house = await openHouse();
      const kitchen = house.echo("Kitchen");
      Object.assign(kitchen.habits, { secondGet: true, probingGet: true, nearlyFinished: "at-once" });
      await house.play("Kitchen", house.tunes(), 4_000);
      await kitchen.say("what time is it");
      expect(kitchen.playing).toBe(false);
      await house.pass(2_500);
      expect(house.remote("Kitchen").state).toBe("playing");
      await house.until("the music goes on", () => kitchen.playing);
      await house.pass(6_000);
      expect(house.remote("Kitchen").state).toBe("playing");
      expect(house.judge(kitchen, 60)).toMatchObject(CLEAN);
      expect(kitchen.underruns).toBe(0);
    },
    HOUSE_TEST_MS,
  );

  it(
    "a pause tapped on a Show reaches Music Assistant after 15 s",
    async () => {
      const house = await openHouse();
      const show = house.echo("Bedroom Show");
      show.habits.silentPauseTap = true;
      await house.play("Bedroom Show", house.tunes(), 5_000);
      await show.press("pause");
      await house.until("it is paused", () => house.remote("Bedroom Show").state !== "playing", 17_000);
      expect(house.player("Bedroom Show").state).toBe("paused");
      house.ma.resume("Bedroom Show");
      await house.sounds("Bedroom Show");
    },
    HOUSE_TEST_MS,
  );

  it(
    "an Echo that never fetches is explained, and Music Assistant does not believe that it plays",
    async () => {
      const house = await openHouse();
      house.echo("Kitchen").habits.neverFetches = true;
      house.ma.play("Kitchen", house.tunes());
      await house.until("the person is told", () => house.reason("Kitchen") !== undefined, 30_000);
      expect(house.reason("Kitchen")).toContain("Kitchen");
      await house.until("Music Assistant knows", () => house.remote("Kitchen").state !== "playing");
    },
    HOUSE_TEST_MS,
  );
});

describe("what people do", () => {
  it(
    "says next, pause and resume, presses buttons, and mutes in Music Assistant",
    async () => {
      const house = await openHouse();
      const kitchen = house.echo("Kitchen");
      const [first, second, third] = house.tunes();
      const tune = (): string | undefined => house.remote("Kitchen").tune?.id;
      await house.play("Kitchen", house.tunes(), 3_000);
      expect(tune()).toBe(first);
      await kitchen.say("next");
      await house.until("the second tune plays", () => tune() === second);
      await house.sounds("Kitchen", 2_000);
      await kitchen.say("pause");
      await house.silent("Kitchen");
      await house.until("Music Assistant is paused", () => house.remote("Kitchen").state === "paused");
      await kitchen.say("resume");
      await house.sounds("Kitchen", 2_000);
      await kitchen.press("next");
      await house.until("the third tune plays", () => tune() === third);
      await house.sounds("Kitchen", 2_000);
      house.ma.setMuted("Kitchen", true);
      await house.until("the Echo is mute", () => kitchen.volume === 0);
      expect(house.remote("Kitchen")).toMatchObject({ muted: true, volume: 30 });
      await house.pass(4_000);
      house.ma.setMuted("Kitchen", false);
      await house.until("the Echo is as loud as before", () => kitchen.volume === 30);
    },
    HOUSE_TEST_MS,
  );
});
