import { TestClock } from "@ma-alexa/simulator";
import { expect, it } from "vitest";
import { ReplayMemory } from "./replay-memory.js";

it("refuses a request that it has seen, until 300 s have passed", () => {
  const clock = new TestClock();
  const memory = new ReplayMemory(clock);
  expect(memory.admit("one")).toBe(true);
  clock.tick(299_000);
  expect(memory.admit("one")).toBe(false);
  clock.tick(2_000);
  expect(memory.admit("one")).toBe(true);
});

it("forgets the oldest first when it is full", () => {
  const memory = new ReplayMemory(new TestClock());
  for (let index = 0; index <= 65_536; index += 1) memory.admit(String(index));
  expect(memory.admit("65536")).toBe(false);
  expect(memory.admit("0")).toBe(true);
});
