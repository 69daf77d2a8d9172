import { settle, TestClock } from "@ma-alexa/simulator";
import { describe, expect, it } from "vitest";
import type { LaunchSent, LaunchStrategy } from "../ports.js";
import { MemoryStore } from "../testing/memory-store.js";
import { recordingLogger } from "../testing/recording-logger.js";
import { DeviceBook } from "./device-book.js";
import { LaunchDesk } from "./launch-desk.js";
import type { LaunchVerdict } from "./launch-verdict.js";
import { StrategyRecord } from "./strategy-record.js";

interface Sent {
  readonly playerId: string;
  readonly strategy: LaunchStrategy;
  readonly signal: AbortSignal;
}

/** The desk with an Amazon that takes what `amazon` says, and notes what it was sent. */
function open(amazon?: (playerId: string, strategy: LaunchStrategy) => LaunchSent) {
  const clock = new TestClock();
  const shared = { store: new MemoryStore(), clock, logger: recordingLogger() };
  const book = new DeviceBook(shared);
  // A music skill is there where the test says what Amazon takes of whom.
  const record = new StrategyRecord({ ...shared, canHandOff: () => amazon?.("", "hand-off").outcome === "sent" });
  const sent: Sent[] = [];
  const desk = new LaunchDesk({
    launcher: {
      launch: (playerId, strategy, signal) => {
        sent.push({ playerId, strategy, signal });
        return Promise.resolve(amazon?.(playerId, strategy) ?? { outcome: "sent" });
      },
    },
    control: { view: (id) => ({ name: id === "kitchen" ? "Kitchen" : id, streaming: true, generation: 1 }) },
    book,
    record,
    clock,
    logger: recordingLogger(),
  });
  const verdicts = new Map<string, LaunchVerdict>();
  const launch = (playerId: string, signal = new AbortController().signal) => {
    verdicts.delete(playerId);
    void desk.start(playerId, signal).then((verdict) => verdicts.set(playerId, verdict));
  };
  const know = (deviceId: string, playerId: string) => {
    book.learn(deviceId, playerId);
    book.confirm(playerId);
  };
  const tried = () => sent.map(({ playerId, strategy }) => `${playerId} ${strategy}`);
  return { clock, desk, book, record, sent, verdicts, launch, know, tried };
}

describe("a hand-off", () => {
  it("is tried last, and proved by the music skill's answer and its GET", async () => {
    const { desk, launch, record, verdicts, clock, tried } = open((_, strategy) =>
      strategy === "hand-off" ? { outcome: "sent" } : { outcome: "refused", reason: "No." },
    );
    expect(record.plan("kitchen")).toEqual(["skill", "phrase", "hand-off"]);
    launch("kitchen");
    await clock.advance(300);
    expect(tried()).toEqual(["kitchen skill", "kitchen phrase", "kitchen hand-off"]);
    desk.began("kitchen", "queue-0");
    await clock.advance(200);
    desk.fetched("queue-0");
    await settle();
    expect(verdicts.get("kitchen")).toMatchObject({ outcome: "fetched", strategy: "hand-off" });
  });
});

describe("a launch", () => {
  it("is proved by the Echo's own request and GET", async () => {
    const { desk, launch, verdicts, clock, tried } = open();
    launch("kitchen");
    await clock.advance(300);
    expect(desk.claim({ deviceId: "id-1" })).toEqual({ playerId: "kitchen", call: "launch" });
    desk.answered("kitchen", "play-1");
    await clock.advance(200);
    desk.fetched("play-1");
    await settle();
    expect(verdicts.get("kitchen")).toEqual({ outcome: "fetched", strategy: "skill", latencyMs: 500 });
    expect(tried()).toEqual(["kitchen skill"]);
    expect(desk.capabilities("kitchen").skill.verdict).toBe("works");
    expect(clock.pending).toBe(0);
  });

  it("goes on to the phrase after 4 s, then says who did not ask", async () => {
    const { launch, verdicts, clock, tried, desk } = open();
    launch("kitchen");
    await clock.advance(3_990);
    expect(tried()).toEqual(["kitchen skill"]);
    await clock.advance(20);
    expect(tried()).toEqual(["kitchen skill", "kitchen phrase"]);
    await clock.advance(4_000);
    expect(verdicts.get("kitchen")).toMatchObject({ outcome: "failed", code: "NO_REQUEST" });
    expect(JSON.stringify(verdicts.get("kitchen"))).toContain("Kitchen did not ask for its stream: ");
    expect(desk.capabilities("kitchen").skill).toMatchObject({ verdict: "fails", failures: 1 });
  });

  it("suspects the public address when the skill asked but no GET came within 6 s", async () => {
    const { desk, launch, verdicts, clock } = open();
    launch("kitchen");
    await settle();
    desk.claim({ deviceId: "id-1" });
    desk.answered("kitchen", "play-1");
    await clock.advance(5_990);
    expect(verdicts.size).toBe(0);
    await clock.advance(20);
    expect(verdicts.get("kitchen")).toMatchObject({ code: "NO_FETCH" });
    expect(JSON.stringify(verdicts.get("kitchen"))).toContain("public address");
  });

  it("says what Amazon said when it refused", async () => {
    const { launch, verdicts } = open(() => ({ outcome: "refused", reason: "log in again." }));
    launch("kitchen");
    await settle();
    expect(verdicts.get("kitchen")).toEqual({
      outcome: "failed",
      code: "REFUSED",
      reason: "Kitchen could not be asked for its stream: log in again.",
    });
  });

  it("is shared by those who ask for it twice", async () => {
    const { launch, tried, desk, verdicts } = open();
    launch("kitchen");
    launch("kitchen");
    await settle();
    expect(tried()).toEqual(["kitchen skill"]);
    desk.cancel("kitchen");
    await settle();
    expect(verdicts.get("kitchen")).toEqual({ outcome: "cancelled" });
  });
});

describe("playback cancelled during a launch", () => {
  it("answers the request that still comes without a directive, once", async () => {
    const { desk, launch, verdicts, know, sent } = open();
    know("id-1", "kitchen");
    const abort = new AbortController();
    launch("kitchen", abort.signal);
    await settle();
    abort.abort();
    await settle();
    expect(verdicts.get("kitchen")).toEqual({ outcome: "cancelled" });
    expect(sent[0]?.signal.aborted).toBe(true);
    expect(desk.claim({ deviceId: "id-1" })).toEqual({ playerId: "kitchen", call: "withdrawn" });
    expect(desk.claim({ deviceId: "id-1" })).toEqual({ playerId: "kitchen", call: "person" });
  });

  it("keeps the place of an unknown Echo until its request came, and learns nothing from it", async () => {
    const { desk, launch, tried, book } = open();
    launch("kitchen");
    launch("bedroom");
    await settle();
    desk.cancel("kitchen");
    await settle();
    expect(tried()).toEqual(["kitchen skill"]);
    expect(desk.claim({ deviceId: "id-1" })).toEqual({ playerId: "kitchen", call: "withdrawn" });
    expect(tried()).toEqual(["kitchen skill", "bedroom skill"]);
    expect(book.playerOf("id-1")).toBeUndefined();
  });

  it("forgets it after 5 s", async () => {
    const { desk, launch, clock, know } = open();
    know("id-1", "kitchen");
    launch("kitchen");
    await settle();
    desk.cancel("kitchen");
    await clock.advance(5_100);
    expect(desk.claim({ deviceId: "id-1" })?.call).toBe("person");
    expect(clock.pending).toBe(0);
  });
});

describe("whose request it is", () => {
  it("asks unknown Echos one after the other, known ones at once", async () => {
    const { desk, launch, know, tried } = open();
    know("id-3", "office");
    for (const playerId of ["kitchen", "bedroom", "office"]) launch(playerId);
    await settle();
    expect(tried()).toEqual(["kitchen skill", "office skill"]);
    expect(desk.claim({ deviceId: "id-1" })?.playerId).toBe("kitchen");
    expect(tried()).toEqual(["kitchen skill", "office skill", "bedroom skill"]);
    expect(desk.claim({ deviceId: "id-3" })).toEqual({ playerId: "office", call: "launch" });
    expect(desk.claim({ deviceId: "id-2" })?.playerId).toBe("bedroom");
  });

  it("is nobody's when no unknown Echo was asked", async () => {
    const { desk, launch, know } = open();
    know("id-1", "kitchen");
    launch("kitchen");
    await settle();
    expect(desk.claim({ deviceId: "stranger" })).toBeUndefined();
  });

  it("is learnt anew for an Echo whose id has changed", async () => {
    const { desk, launch, know, clock, verdicts } = open();
    know("old", "kitchen");
    launch("kitchen");
    await clock.advance(1_000);
    expect(desk.claim({ deviceId: "new" })).toBeUndefined();
    await clock.advance(8_000);
    expect(verdicts.get("kitchen")).toMatchObject({ code: "NO_REQUEST" });
    launch("kitchen");
    await settle();
    expect(desk.claim({ deviceId: "new" })).toEqual({ playerId: "kitchen", call: "launch" });
  });

  it("needs no answer when it repeats a launch that was fetched less than 10 s ago", async () => {
    const { desk, launch, know, clock } = open();
    know("id-1", "kitchen");
    launch("kitchen");
    await settle();
    desk.claim({ deviceId: "id-1" });
    desk.answered("kitchen", "play-1");
    desk.fetched("play-1");
    await clock.advance(9_000);
    expect(desk.claim({ deviceId: "id-1" })?.call).toBe("repeated");
    await clock.advance(1_000);
    expect(desk.claim({ deviceId: "id-1" })?.call).toBe("person");
  });
});

describe("an Echo that a person spoke to", () => {
  it("need not be launched when Music Assistant's stream begins and it is fetching already", async () => {
    const { desk, launch, know, verdicts, tried } = open();
    know("id-1", "kitchen");
    expect(desk.claim({ deviceId: "id-1" })?.call).toBe("person");
    desk.answered("kitchen", "play-1");
    desk.fetched("play-1");
    launch("kitchen");
    await settle();
    expect([verdicts.get("kitchen")?.outcome, tried()]).toEqual(["fetched", []]);
  });

  it("is waited for when it has been answered and has not fetched yet", async () => {
    const { desk, launch, verdicts, tried } = open();
    desk.answered("kitchen", "play-1");
    launch("kitchen");
    await settle();
    expect([verdicts.size, tried()]).toEqual([0, []]);
    desk.fetched("play-1");
    await settle();
    expect(verdicts.get("kitchen")?.outcome).toBe("fetched");
  });

  it("is launched as usual once its GET is over", async () => {
    const { desk, launch, tried } = open();
    desk.answered("kitchen", "play-1");
    desk.fetched("play-1");
    desk.closed("play-1");
    launch("kitchen");
    await settle();
    expect(tried()).toEqual(["kitchen skill"]);
  });
});

it("cancels what runs when it stops, and leaves no timer", async () => {
  const { desk, launch, clock, verdicts, tried } = open();
  launch("kitchen");
  launch("bedroom");
  await settle();
  await desk.stop();
  launch("office");
  await settle();
  expect(tried()).toEqual(["kitchen skill"]);
  expect([...verdicts.values()]).toEqual(Array(3).fill({ outcome: "cancelled" }));
  expect(clock.pending).toBe(0);
});
