import { TestClock } from "@ma-alexa/simulator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { silentLogger } from "../testing/silent-logger.js";
import type { CommandOutcome } from "../amazon/commands/command.js";

import { Household } from "./household.js";
import type { SourceEvent } from "./neighbours.js";
import { echo, MemoryStore, ScriptedAccount } from "./testing/house.js";
import { ModelEcho } from "./testing/model-echo.js";
import { ModelMusicAssistant } from "./testing/model-music-assistant.js";

const SEQUENCES = 125;
const STEPS = 80;
/** Longer than every timer of ours: an unread stream is left after 30 s, an interrupted one after 15 s. */
const SETTLES_MS = 60_000;
const SLICE_MS = 100;

const ACTIONS = {
  // The first, since failures are narrowed down towards it.
  nothing: () => undefined,
  "MA plays": ({ ma }: Model) => {
    ma.play();
  },
  "MA pauses": ({ ma }: Model) => {
    ma.pause();
  },
  "MA skips": ({ ma }: Model) => {
    ma.skip(1);
  },
  "MA goes back": ({ ma }: Model) => {
    ma.skip(-1);
  },
  "MA seeks": ({ ma }: Model) => {
    ma.seek(60_000);
  },
  "the queue is edited": ({ ma }: Model) => {
    ma.edit(["d", "e"]);
  },
  "MA goes away": ({ ma }: Model) => {
    ma.leave();
  },
  "MA comes back": ({ ma }: Model) => {
    ma.comeBack();
  },
  "a person says pause": ({ room }: Model) => {
    room.sayPause();
  },
  "a person says resume": ({ room }: Model) => {
    room.sayPlay();
  },
  "a person says next": ({ room }: Model) => {
    room.sayNext();
  },
  "the Echo is unplugged": ({ room }: Model) => {
    room.unplug();
  },
  "the Echo is plugged in": ({ room }: Model) => {
    room.plugIn();
  },
} as const;

type Action = keyof typeof ACTIONS;

interface Model {
  readonly clock: TestClock;
  readonly ma: ModelMusicAssistant;
  readonly room: ModelEcho;
  readonly household: Household;
  readonly stop: () => Promise<void>;
}

/** An account whose stop reaches the Echo. */
class StoppingAccount extends ScriptedAccount {
  onStop: () => void = () => undefined;

  override stopPlayback(serial: string): Promise<CommandOutcome> {
    this.onStop();
    return super.stopPlayback(serial);
  }
}

async function house(skip: "quick" | "seamless"): Promise<Model> {
  const clock = new TestClock();
  const ma = new ModelMusicAssistant(clock);
  const account = new StoppingAccount();
  account.list = [echo("Kitchen")];
  const id = (): string => household.players()[0]?.id ?? "";
  const room = new ModelEcho(clock, () => ({
    view: () => household.control.view(id()),
    report: (fact) => {
      household.control.report(id(), fact);
    },
    wish: (wish) => {
      household.control.wish(id(), wish);
    },
  }));
  account.onStop = () => {
    room.stop();
  };
  const household: Household = new Household({
    account,
    connect: () => ma,
    launchDesk: room,
    streams: room,
    store: new MemoryStore(),
    clock,
    logger: silentLogger,
    settings: {},
    skipOf: () => skip,
  });
  await household.start();
  const reading = new AbortController();
  void feed(household.source.open(id(), reading.signal), { room, ma });
  const stop = async (): Promise<void> => {
    reading.abort();
    await household.stop();
    room.end();
  };
  return { clock, ma, room, household, stop };
}

/** What the bridge hands to the Echo is what it sounds. */
async function feed(source: AsyncIterable<SourceEvent>, { room, ma }: Pick<Model, "room" | "ma">): Promise<void> {
  for await (const event of source) {
    if (event.kind === "generation") room.goOver(ma.itemFrom(event.startUs));
    if (event.kind === "end") room.runDry();
  }
}

/** Time passes, and promises with it. */
async function pass(clock: TestClock, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= SLICE_MS) {
    clock.tick(Math.min(SLICE_MS, left));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** What each of the three believes. */
function beliefs({ ma, room, household }: Model) {
  const snapshot = household.players()[0];
  const sounds = snapshot?.state === "playing";
  return {
    musicAssistant: ma.state === "playing" ? ma.item : "silence",
    echo: room.isSounding ? room.item : "silence",
    bridge: sounds ? snapshot.nowPlaying?.title : "silence",
  };
}

const steps = fc.array(
  fc.record({
    action: fc.constantFrom(...(Object.keys(ACTIONS) as Action[])),
    thenMs: fc.constantFrom(0, 100, 400, 1_200, 4_000),
  }),
  { minLength: STEPS, maxLength: STEPS, size: "max" },
);

describe("whatever happens in whatever order", () => {
  it.each(["seamless", "quick"] as const)(
    "Music Assistant, bridge and Echo agree when it is over (skips are %s)",
    async (skip) => {
      await fc.assert(
        fc.asyncProperty(steps, async (sequence) => {
          const model = await house(skip);
          for (const { action, thenMs } of sequence) {
            ACTIONS[action](model);
            await pass(model.clock, thenMs);
          }
          model.room.plugIn();
          model.ma.comeBack();
          await pass(model.clock, SETTLES_MS);
          const { musicAssistant, echo: heard, bridge } = beliefs(model);
          await model.stop();
          expect([heard, bridge]).toEqual([musicAssistant, musicAssistant]);
          expect(model.clock.pending).toBe(0);
        }),
        { numRuns: Math.ceil(SEQUENCES / 2) },
      );
    },
    180_000,
  );
});
