import { expect, it } from "vitest";
import { HOUSE_TEST_MS, openHouse } from "./testing/house.js";

it(
  "refuses skill requests that nobody signed and stream addresses that nobody minted",
  async () => {
    const { publicUrl } = (await openHouse()).demo.bridge;
    const unsigned = await fetch(`${publicUrl}/alexa`, { method: "POST", body: "{}" });
    const forged = await fetch(`${publicUrl}/stream/forged.mp3`);
    expect([unsigned.status, forged.status]).toEqual([400, 403]);
  },
  HOUSE_TEST_MS,
);
