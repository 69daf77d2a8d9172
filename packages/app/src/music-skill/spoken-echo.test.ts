import { TestClock } from "@ma-alexa/simulator";
import { expect, it } from "vitest";
import { SpokenEcho } from "./spoken-echo.js";

it("names the Echo that was spoken to last, for eight seconds", async () => {
  const clock = new TestClock();
  const spoken = new SpokenEcho(clock);
  expect(spoken.serial).toBeUndefined();
  spoken.hear({ serial: "KITCHEN", atEpochMs: clock.epoch() });
  spoken.hear({ serial: "OFFICE", atEpochMs: clock.epoch() });
  await clock.advance(8_000, 8_000);
  expect(spoken.serial).toBe("OFFICE");
  await clock.advance(1, 1);
  expect(spoken.serial).toBeUndefined();
});
