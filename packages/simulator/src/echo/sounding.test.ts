import { describe, expect, it } from "vitest";
import { sounding, type Sounding, type SoundingStep, type SupplyMoment } from "./sounding.js";

const moment: SupplyMoment = { nowMs: 1_000, availableMs: 0, hasEnded: false, startLatencyMs: 400 };
const filling: Sounding = { phase: "filling" };
const playing: Sounding = { phase: "sounding" };
const starved: Sounding = { phase: "starved" };
const over: Sounding = { phase: "over" };
const starting: Sounding = { phase: "starting", atMs: 1_400 };

const rows: [string, Sounding, Partial<SupplyMoment>, SoundingStep][] = [
  ["waits for half a second of audio", filling, { availableMs: 499 }, { state: filling }],
  ["starts after its latency", filling, { availableMs: 500 }, { state: starting }],
  ["starts with less when there is no more", filling, { availableMs: 10, hasEnded: true }, { state: starting }],
  ["is empty without audio", filling, { hasEnded: true }, { state: over, effect: "empty" }],
  ["does not start early", starting, { nowMs: 1_399, availableMs: 900 }, { state: starting }],
  ["starts", starting, { nowMs: 1_400, availableMs: 900 }, { state: playing, effect: "started" }],
  ["sounds on", playing, { availableMs: 1 }, { state: playing }],
  ["runs dry", playing, {}, { state: starved, effect: "underrun" }],
  ["ends", playing, { hasEnded: true }, { state: over, effect: "finished" }],
  ["refills", starved, { availableMs: 299 }, { state: starved }],
  ["goes on when refilled", starved, { availableMs: 300 }, { state: playing }],
  ["goes on with the rest", starved, { availableMs: 1, hasEnded: true }, { state: playing }],
  ["ends dry", starved, { hasEnded: true }, { state: over, effect: "finished" }],
  ["stays over", over, { availableMs: 900 }, { state: over }],
];

describe("a stream's phase", () => {
  it.each(rows)("%s", (_, state, change, expected) => {
    expect(sounding(state, { ...moment, ...change })).toEqual(expected);
  });
});
