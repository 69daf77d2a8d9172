import { TestClock } from "@ma-alexa/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { ModelHouse } from "./testing/model-house.js";
import { ModelMusicAssistant } from "./testing/model-music-assistant.js";

const NAMES = ["Kitchen", "Office"];

let clock: TestClock;
let ma: ModelMusicAssistant;
let house: ModelHouse;

async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 100) {
    clock.tick(100);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const heard = (): (string | undefined)[] => NAMES.map((name) => house.rooms.get(name)?.sounding);
const shown = (): (string | undefined)[] => NAMES.map((name) => house.shown(name));

beforeEach(async () => {
  clock = new TestClock();
  ma = new ModelMusicAssistant(clock, "leaves its group");
  house = new ModelHouse({ clock, ma, names: NAMES, skip: "seamless" });
  await house.startBridge();
  await pass(1_000);
});

afterEach(async () => {
  const stopped = house.stopBridge();
  await pass(1_500);
  await stopped;
  house.end();
  ma.end();
});

describe("a group of two players", () => {
  beforeEach(async () => {
    ma.join("Office", "Kitchen");
    ma.play("Office");
    await pass(8_000);
  });

  it("sounds in both rooms, the same item", () => {
    expect(heard()).toEqual(["1", "1"]);
    expect(shown()).toEqual(["1", "1"]);
  });

  it.each(NAMES)("is paused in both rooms by a person in the %s", async (name) => {
    house.rooms.get(name)?.sayPause();
    await pass(8_000);
    expect(ma.sounding("Kitchen")).toBeUndefined();
    expect(heard()).toEqual([undefined, undefined]);
  });

  it("goes on in the room that stays when the other one leaves", async () => {
    ma.ungroup("Office");
    await pass(8_000);
    expect(heard()).toEqual(["1", undefined]);
    expect(shown()).toEqual(["1", undefined]);
  });

  it("takes a player along that comes in while it plays", async () => {
    ma.ungroup("Office");
    await pass(8_000);
    ma.join("Office", "Kitchen");
    await pass(8_000);
    expect(heard()).toEqual(["1", "1"]);
  });

  it("goes over to the next item in both rooms", async () => {
    house.rooms.get("Office")?.sayNext();
    await pass(12_000);
    expect(heard()).toEqual(["2", "2"]);
    expect(shown()).toEqual(["2", "2"]);
  });
});

describe("a bridge that", () => {
  const again = {
    restarts: async () => {
      const stopped = house.stopBridge();
      await pass(1_500);
      await stopped;
    },
    crashes: async () => {
      house.crashBridge();
      await pass(1_500);
    },
  };

  it.each(Object.entries(again))("%s is the same players, whose queue goes on where it was", async (_, end) => {
    ma.play("Kitchen");
    ma.next("Kitchen");
    await pass(10_000);
    await end();
    expect(ma.sounding("Kitchen")).toBeUndefined();
    await house.startBridge();
    await pass(8_000);
    expect(heard()).toEqual([undefined, undefined]);
    ma.play("Kitchen");
    await pass(8_000);
    expect(heard()).toEqual(["2", undefined]);
    expect(shown()).toEqual(["2", undefined]);
    expect(ma.clientIds.size).toBe(2);
  });
});
