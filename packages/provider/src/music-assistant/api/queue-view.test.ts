import {
  PlayerQueueSchema,
  QueueItemsSchema,
  type PlayerQueue,
  type QueueItem,
} from "@ma-alexa/protocol/music-assistant";
import { settle, TestClock } from "@ma-alexa/simulator";
import { describe, expect, it } from "vitest";

import { silentLogger } from "../../testing/silent-logger.js";

import { MusicAssistantError } from "./music-assistant-error.js";
import { QueueView } from "./queue-view.js";
import { ServerClock } from "./server-clock.js";

/** A queue of Music Assistant of which every request is counted. */
class Queue {
  readonly clock = new TestClock();
  readonly asked: string[] = [];
  ids: string[];
  fails = false;
  atOnce = 0;
  mostAtOnce = 0;
  readonly view = new QueueView({
    queueId: "upkitchen",
    items: (_queueId, offset, limit) => this.#items(offset, limit),
    clock: this.clock,
    serverClock: new ServerClock(this.clock),
    logger: silentLogger,
    changed: () => undefined,
  });

  constructor(length: number) {
    this.ids = Array.from({ length }, (_, place) => `i${place}`);
  }

  async tell(state: Partial<PlayerQueue>, itemsChanged = false): Promise<void> {
    this.view.hear(this.state(state), itemsChanged);
    await settle();
  }

  state(state: Partial<PlayerQueue>): PlayerQueue {
    const asOf = this.clock.epoch() / 1_000;
    const queue = {
      queue_id: "upkitchen",
      available: true,
      items: this.ids.length,
      elapsed_time_last_updated: asOf,
      ...state,
    };
    return PlayerQueueSchema.parse(queue);
  }

  async #items(offset: number, limit: number): Promise<readonly QueueItem[]> {
    this.asked.push(`${offset}+${limit}`);
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce);
    await Promise.resolve();
    this.atOnce -= 1;
    if (this.fails) throw new MusicAssistantError("TIMED_OUT", "player_queues/items", "late");
    const items = this.ids.slice(offset, offset + limit);
    return QueueItemsSchema.parse(
      items.map((id) => ({ queue_id: "upkitchen", queue_item_id: id, name: id, duration: 60 })),
    );
  }
}

describe("QueueView", () => {
  it("keeps 200 places around the current one, the first and the last, however long the queue is", async () => {
    const queue = new Queue(10_000);
    await queue.tell({ current_index: 5_000 });
    expect(queue.asked).toEqual(["4900+200", "0+1", "9999+1"]);
    expect(
      [queue.view.at(4_900), queue.view.at(5_099), queue.view.at(0), queue.view.at(9_999)].map(
        (entry) => entry?.queueItemId,
      ),
    ).toEqual(["i4900", "i5099", "i0", "i9999"]);
    expect(queue.view.at(4_899)).toBeUndefined();
  });

  it("asks nothing while the place moves inside of the window, and moves the window near its edge", async () => {
    const queue = new Queue(10_000);
    for (let index = 5_000; index <= 5_050; index += 1) await queue.tell({ current_index: index });
    expect(queue.asked).toHaveLength(3);
    await queue.tell({ current_index: 5_051 });
    expect(queue.asked.slice(3)).toEqual(["4951+200", "0+1", "9999+1"]);
  });

  it("asks once for any number of changes that come while it asks, never twice at a time", async () => {
    const queue = new Queue(3);
    for (let change = 0; change < 20; change += 1) queue.view.hear(queue.state({ current_index: 0 }), true);
    await queue.view.settled();
    expect(queue.asked).toEqual(["0+3", "0+3"]);
    expect(queue.mostAtOnce).toBe(1);
  });

  it("knows the new order when it is settled", async () => {
    const queue = new Queue(4);
    await queue.tell({ current_index: 0 });
    queue.ids = ["i0", "i3", "i1", "i2"];
    queue.view.hear(queue.state({ current_index: 0, shuffle_enabled: true }), true);
    expect(queue.view.isSettled).toBe(false);
    await queue.view.settled();
    expect(queue.view.after("i0", true)?.queueItemId).toBe("i3");
    expect(queue.view.indexOf("i2")).toBe(3);
  });

  it.each([
    ["off", "i1", "i2", "i2", "i0"],
    ["off", "i2", undefined, undefined, "i1"],
    ["off", "i0", "i1", "i1", undefined],
    ["one", "i1", "i1", "i2", "i0"],
    ["one", "i2", "i2", undefined, "i1"],
    ["all", "i2", "i0", "i0", "i1"],
    ["all", "i0", "i1", "i1", "i2"],
  ] as const)(
    "repeat %s at %s: by itself %s, next %s, previous %s",
    async (repeat_mode, at, byItself, next, previous) => {
      const queue = new Queue(3);
      await queue.tell({ current_index: 0, repeat_mode });
      expect(
        [queue.view.after(at, true), queue.view.after(at, false), queue.view.before(at)].map(
          (entry) => entry?.queueItemId,
        ),
      ).toEqual([byItself, next, previous]);
    },
  );

  it("says when nothing follows", async () => {
    const queue = new Queue(2);
    await queue.tell({ current_index: 0 });
    expect(queue.view.isLast).toBe(false);
    await queue.tell({ current_index: 1 });
    expect(queue.view.isLast).toBe(true);
    await queue.tell({ current_index: 1, repeat_mode: "all" });
    expect(queue.view.isLast).toBe(false);
  });

  it("counts the position on while it plays, by the server's own clock", async () => {
    const queue = new Queue(1);
    const hourAhead = queue.clock.epoch() / 1_000 + 3_600;
    await queue.tell({ current_index: 0, state: "playing", elapsed_time: 7, elapsed_time_last_updated: hourAhead });
    queue.clock.tick(2_500);
    expect(queue.view.positionMs).toBeCloseTo(9_500, -1);
    queue.clock.tick(600_000);
    expect(queue.view.positionMs).toBe(60_000);
  });

  it("stands still while it does not play, and takes a position alone", async () => {
    const queue = new Queue(1);
    await queue.tell({ current_index: 0, state: "paused", elapsed_time: 7 });
    queue.clock.tick(2_500);
    expect(queue.view.positionMs).toBe(7_000);
    queue.view.hearTime(25);
    expect(queue.view.positionMs).toBe(25_000);
  });

  it("tries again after two seconds when it was not answered, and keeps what it knew", async () => {
    const queue = new Queue(3);
    await queue.tell({ current_index: 0 });
    queue.fails = true;
    await queue.tell({ current_index: 0 }, true);
    expect(queue.view.at(1)?.queueItemId).toBe("i1");
    queue.fails = false;
    await queue.clock.advance(2_000, 500);
    expect(queue.view.isSettled).toBe(true);
    expect(queue.asked).toHaveLength(3);
  });

  it("asks nothing and leaves no timer once it is stopped", async () => {
    const queue = new Queue(3);
    queue.fails = true;
    await queue.tell({ current_index: 0 });
    queue.view.stop();
    await queue.view.settled();
    expect(queue.clock.pending).toBe(0);
  });
});
