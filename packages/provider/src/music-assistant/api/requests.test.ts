import { TestClock } from "@ma-alexa/simulator";
import { expect, it } from "vitest";
import { z } from "zod";

import { Requests } from "./requests.js";

const numbers = z.array(z.number());

function opened(): { clock: TestClock; requests: Requests; sent: string[]; answer: Promise<number[]> } {
  const clock = new TestClock();
  const requests = new Requests(clock);
  const sent: string[] = [];
  const answer = requests.open("music/tracks/library_items", numbers, 5_000, (id) => sent.push(id) > 0);
  return { clock, requests, sent, answer };
}

it("puts the blocks of a partial result together", async () => {
  const { requests, answer } = opened();
  requests.answered("1", [1, 2], true);
  requests.answered("1", [3], true);
  requests.answered("1", [4], false);
  expect(await answer).toEqual([1, 2, 3, 4]);
});

it("is answered even when the answer comes while it is still asking", async () => {
  const requests = new Requests(new TestClock());
  const answer = requests.open("players/all", numbers, 5_000, (id) => {
    requests.answered(id, [7], false);
    return true;
  });
  expect(await answer).toEqual([7]);
});

it("says what was refused and by which code", async () => {
  const { requests, answer } = opened();
  requests.refused("1", "QUEUE_EMPTY", "Queue is empty");
  await expect(answer).rejects.toMatchObject({ code: "QUEUE_EMPTY", command: "music/tracks/library_items" });
});

it("gives up after its time, in the name of the one who asked", async () => {
  const { clock, answer } = opened();
  clock.tick(5_000);
  const error = await answer.catch((reason: unknown) => reason as Error);
  expect(error).toMatchObject({ code: "TIMED_OUT", message: expect.stringContaining("within 5 s") as string });
  expect((error as Error).stack).toContain("requests.test");
  expect(clock.pending).toBe(0);
});

it("rejects everything that is open when the connection breaks", async () => {
  const { clock, requests, answer } = opened();
  requests.lost();
  await expect(answer).rejects.toMatchObject({ code: "CONNECTION_LOST" });
  expect(clock.pending).toBe(0);
});

it("rejects at once when nothing can be sent", async () => {
  const requests = new Requests(new TestClock());
  await expect(requests.open("players/all", numbers, 5_000, () => false)).rejects.toMatchObject({
    code: "NOT_CONNECTED",
  });
});

it("names the field of an answer that cannot be read, not its value", async () => {
  const { requests, answer } = opened();
  requests.answered("1", [1, "secret"], false);
  const error = await answer.catch((reason: unknown) => reason as Error);
  expect(error).toMatchObject({ code: "MALFORMED_ANSWER", message: expect.stringContaining("[1]") as string });
  expect((error as Error).message).not.toContain("secret");
});
