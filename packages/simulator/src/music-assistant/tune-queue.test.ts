import { expect, test } from "vitest";
import { seededRandom } from "./random.js";
import { TuneQueue } from "./tune-queue.js";
import { createTunes } from "./tunes.js";

function queueOf(count: number): TuneQueue {
  const queue = new TuneQueue(seededRandom(1));
  queue.replace(createTunes(1).slice(0, count));
  return queue;
}

test.each([
  ["off", 0, 1],
  ["off", 2, undefined],
  ["one", 2, 2],
  ["all", 2, 0],
] as const)("with repeat %s, item %i is followed by %s", (repeat, index, next) => {
  const queue = queueOf(3);
  queue.repeat = repeat;
  const item = queue.items[index];
  if (item === undefined) throw new Error("the queue is shorter than this test needs");
  expect(queue.following(item)).toBe(next === undefined ? undefined : queue.items[next]);
});

test("a press moves on even when one item is repeated", () => {
  const queue = queueOf(3);
  queue.repeat = "one";
  expect(queue.step(0, 1)).toBe(1);
});

test("shuffle mixes only what comes later, unshuffle restores the order and keeps the place", () => {
  const queue = queueOf(6);
  const given = [...queue.items];
  queue.moveTo(1);
  queue.shuffle(true);
  expect(queue.items.slice(0, 2)).toEqual(given.slice(0, 2));
  expect(queue.items).not.toEqual(given);
  expect(new Set(queue.items)).toEqual(new Set(given));
  queue.moveTo(3);
  const current = queue.current;
  queue.shuffle(false);
  expect(queue.items).toEqual(given);
  expect(queue.current).toBe(current);
});
