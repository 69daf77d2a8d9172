import { TestClock } from "@ma-alexa/simulator";
import { expect, it } from "vitest";
import { ReplayMemory } from "./replay-memory.js";

it("refuses a request that it has seen for at least 300 s, whenever it came, and for at most 600 s", () => {
  const clock = new TestClock();
  const memory = new ReplayMemory(clock);
  for (const id of ["one", "two", "three"]) {
    expect(memory.admit(id)).toBe(true);
    clock.tick(200_000);
    expect(memory.admit(id)).toBe(false);
    clock.tick(100_000);
    expect(memory.admit(id)).toBe(false);
  }
  clock.tick(601_000);
  expect(["one", "two", "three"].map((id) => memory.admit(id))).toEqual([true, true, true]);
});

it("forgets the oldest first when it is full", () => {
  const memory = new ReplayMemory(new TestClock());
  for (let index = 0; index <= 65_536; index += 1) memory.admit(String(index));
  expect(memory.admit("65536")).toBe(false);
  expect(memory.admit("40000")).toBe(false);
  expect(memory.admit("0")).toBe(true);
});
