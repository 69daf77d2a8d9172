import { describe, expect, it } from "vitest";
import { ResponseClock } from "./response-clock.js";

const LEAD = { burstMs: 6_000, leadMs: 4_000 };

describe("ResponseClock", () => {
  it("allows the burst at once", () => {
    expect(new ResponseClock(LEAD).allowanceMs(0)).toBe(6_000);
  });

  it("takes the Echo to sound a second after the first byte until it says so", () => {
    const clock = new ResponseClock(LEAD);
    clock.firstByte(0);
    clock.firstByte(5_000);
    expect([clock.soundedMs(500), clock.soundedMs(3_000)]).toEqual([0, 2_000]);
  });

  it.each([
    [0, 6_000],
    [20_000, 25_000],
    [40_000, 44_000],
    [100_000, 104_000],
  ])(
    "after %i ms of sound %i ms may have been written: the surplus is given back at 0.95 × real time",
    (sounded, allowance) => {
      const clock = new ResponseClock(LEAD);
      clock.started(0, 0);
      expect(clock.allowanceMs(sounded)).toBe(allowance);
    },
  );

  it("stands still between PlaybackStopped and PlaybackStarted", () => {
    const clock = new ResponseClock(LEAD);
    clock.started(0, 0);
    clock.stopped(4_000);
    expect([clock.isPaused, clock.soundedMs(60_000)]).toEqual([true, 4_000]);
    clock.started(4_000, 60_000);
    expect([clock.isPaused, clock.soundedMs(61_000)]).toEqual([false, 5_000]);
  });

  it("never takes more to have sounded than was written, and goes on from there", () => {
    const clock = new ResponseClock(LEAD);
    clock.started(0, 0);
    clock.limit(6_000, 20_000);
    expect([clock.soundedMs(20_000), clock.soundedMs(21_000)]).toEqual([6_000, 7_000]);
    clock.limit(9_000, 21_000);
    expect(clock.soundedMs(21_000)).toBe(7_000);
  });

  it("believes the Echo's offset more than its own guess", () => {
    const clock = new ResponseClock(LEAD);
    clock.firstByte(0);
    clock.started(0, 3_000);
    expect(clock.soundedMs(3_000)).toBe(0);
  });
});
