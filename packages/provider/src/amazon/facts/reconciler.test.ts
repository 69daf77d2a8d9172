import { TestClock } from "@ma-alexa/simulator";
import { describe, expect, it } from "vitest";
import { Reconciler } from "./reconciler.js";

function makeReconciler() {
  const clock = new TestClock();
  const house = { isBusy: false, readsAt: [] as number[] };
  const reconciler = new Reconciler({
    clock,
    isBusy: () => house.isBusy,
    read: () => {
      house.readsAt.push(clock.now() - 1_000);
      return Promise.resolve();
    },
  });
  return { clock, house, reconciler };
}

describe("Reconciler", () => {
  it("reads at once, then every minute while nothing happens", async () => {
    const { clock, house, reconciler } = makeReconciler();
    reconciler.start();
    await clock.advance(125_000, 1_000);
    expect(house.readsAt).toEqual([0, 60_000, 120_000]);
  });

  it("reads every 12 s while something plays, also when that began in an idle minute", async () => {
    const { clock, house, reconciler } = makeReconciler();
    reconciler.start();
    await clock.advance(20_000, 1_000);
    house.isBusy = true;
    await clock.advance(30_000, 1_000);
    expect(house.readsAt).toEqual([0, 24_000, 36_000, 48_000]);
  });

  it("follows a hint a moment later, and a burst of them once more when that may be done again", async () => {
    const { clock, house, reconciler } = makeReconciler();
    reconciler.start();
    await clock.advance(20_000, 1_000);
    reconciler.hint();
    reconciler.hint();
    await clock.advance(1_000, 1_000);
    reconciler.hint();
    await clock.advance(12_000, 1_000);
    expect(house.readsAt).toEqual([0, 21_000, 31_000]);
  });

  it("reads no more once stopped", async () => {
    const { clock, house, reconciler } = makeReconciler();
    reconciler.start();
    await clock.advance(1_000, 1_000);
    reconciler.stop();
    reconciler.now();
    await clock.advance(120_000, 1_000);
    expect(house.readsAt).toEqual([0]);
    expect(clock.pending).toBe(0);
  });
});
