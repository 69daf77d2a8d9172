import { expect, it } from "vitest";
import { HOUSE_TEST_MS, openHouse } from "./testing/house.js";

it(
  "plays on the other Echos when Amazon lists a device without its arrays",
  async () => {
    const house = await openHouse({ faults: { deviceWithoutArrays: true }, joining: ["Living Room"] });
    await house.play("Living Room");
    expect(house.player("Living Room").state).toBe("playing");
  },
  HOUSE_TEST_MS,
);
