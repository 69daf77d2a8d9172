import { describe, expect, test } from "vitest";

import type { Grant } from "./grant.js";
import type { Link, LinkEffect, LinkInput } from "./link.js";
import { initialLink, stepLink } from "./link-machine.js";
import { linkStateOf } from "./link-state.js";

const ADDRESS = "ws://192.168.1.5:8927/sendspin";
const EPOCH_MS = Date.UTC(2026, 0, 1);

/** Feeds inputs, each at its millisecond, and answers with the last step. */
function after(...inputs: readonly (readonly [atMs: number, input: LinkInput])[]): {
  link: Link;
  effects: readonly LinkEffect[];
} {
  let link = initialLink({ nowMs: 0, epochMs: EPOCH_MS });
  let effects: readonly LinkEffect[] = [];
  for (const [nowMs, input] of inputs)
    ({ link, effects } = stepLink(link, input, { nowMs, epochMs: EPOCH_MS + nowMs }));
  return { link, effects };
}

type Entry = readonly [number, LinkInput];
const start = (atMs: number): Entry => [atMs, { type: "start" }];
const timer = (atMs: number, address: string | undefined = ADDRESS): Entry => [atMs, { type: "timer", address }];
const unknownAddress = (atMs: number): Entry => [atMs, { type: "timer", address: undefined }];
const opened = (atMs: number): Entry => [atMs, { type: "opened" }];
const greeted = (atMs: number, grant: Grant = "granted"): Entry => [atMs, { type: "greeted", grant }];
const listed = (atMs: number, play: boolean): Entry => [atMs, { type: "listed", play }];
const closed = (atMs: number): Entry => [atMs, { type: "closed", detail: "the connection was refused" }];
const stop = (atMs: number): Entry => [atMs, { type: "stop", goodbye: "shutdown" }];

const toHandshake = [start(0), timer(0), opened(10)] as const;
const toConnected = [...toHandshake, greeted(20)] as const;
const toPlayable = [...toConnected, listed(30, true)] as const;

describe("the phases of a link", () => {
  test.each<[string, readonly Entry[], string, readonly LinkEffect[]]>([
    ["dials at once when started", [start(0)], "offline", [{ do: "timer", delayMs: 0 }]],
    [
      "gives a connection 4 s to open",
      [start(0), timer(0)],
      "connecting",
      [
        { do: "connect", address: ADDRESS },
        { do: "timer", delayMs: 4_000 },
      ],
    ],
    ["gives the server 10 s to greet", toHandshake, "handshake", [{ do: "timer", delayMs: 10_000 }]],
    ["gives a new player 15 s to be taken up", toConnected, "connected", [{ do: "timer", delayMs: 15_000 }]],
    ["is playable once play is listed", toPlayable, "playable", [{ do: "no-timer" }]],
    ["stays connected while the list is bare", [...toConnected, listed(30, false)], "connected", []],
    [
      "is playable at the greeting when the list came before it",
      [...toHandshake, listed(15, true), greeted(20)],
      "playable",
      [{ do: "no-timer" }],
    ],
    [
      "gives a known player whose list turned bare 5 s",
      [...toPlayable, listed(100, false)],
      "connected",
      [{ do: "timer", delayMs: 5_000 }],
    ],
    [
      "forgives a list that was bare for a moment",
      [...toPlayable, listed(100, false), listed(200, true)],
      "playable",
      [{ do: "no-timer" }],
    ],
    [
      "says goodbye and leaves when the list stays bare",
      [...toPlayable, listed(100, false), timer(5_100)],
      "offline",
      [{ do: "no-timer" }, { do: "disconnect", goodbye: "restart" }],
    ],
    [
      "says no goodbye before it was greeted",
      [...toHandshake, timer(10_000)],
      "offline",
      [{ do: "no-timer" }, { do: "disconnect" }],
    ],
    [
      "leaves a silent server",
      [...toPlayable, [90_030, { type: "silent" }]],
      "offline",
      [{ do: "no-timer" }, { do: "disconnect", goodbye: "restart" }],
    ],
    [
      "asks for an unknown address every 2 s",
      [start(0), unknownAddress(0)],
      "offline",
      [{ do: "timer", delayMs: 2_000 }],
    ],
    [
      "says goodbye when stopped",
      [...toPlayable, stop(50)],
      "offline",
      [{ do: "no-timer" }, { do: "disconnect", goodbye: "shutdown" }],
    ],
    ["rests after it was stopped", [...toPlayable, stop(50), closed(51)], "offline", [{ do: "no-timer" }]],
    [
      "ignores what comes after it was stopped",
      [...toPlayable, stop(50), closed(51), timer(60), opened(61)],
      "offline",
      [],
    ],
    [
      "dials again when it was started before the last socket was gone",
      [...toPlayable, stop(50), start(51), closed(52)],
      "offline",
      [{ do: "timer", delayMs: 500 }],
    ],
  ])("%s", (_name, inputs, kind, effects) => {
    const last = after(...inputs);
    expect(linkStateOf(last.link).kind).toBe(kind);
    expect(last.effects).toEqual(effects);
  });
});

describe("an outage", () => {
  /** Start, then one refused attempt after the other, each at the millisecond the machine asked for. */
  function refusedFor(untilMs: number): { waits: number[]; link: Link } {
    let link = after(start(0)).link;
    const waits: number[] = [];
    for (let nowMs = 0; nowMs < untilMs;) {
      for (const [atMs, input] of [timer(nowMs), closed(nowMs)]) {
        const step = stepLink(link, input, { nowMs: atMs, epochMs: EPOCH_MS + atMs });
        link = step.link;
        for (const effect of step.effects)
          if (input.type === "closed" && effect.do === "timer") waits.push(effect.delayMs);
      }
      nowMs += waits.at(-1) ?? Infinity;
    }
    return { waits, link };
  }

  test("is answered by attempts after 1, 2, 3, 3 … s", () => {
    expect(refusedFor(15_000).waits).toEqual([1_000, 2_000, 3_000, 3_000, 3_000, 3_000]);
  });

  test("is answered every 30 s after five minutes", () => {
    expect(refusedFor(400_000).waits.slice(-2)).toEqual([30_000, 30_000]);
  });

  test("is told with the address, its beginning and what the last attempt met", () => {
    expect(linkStateOf(refusedFor(15_000).link)).toEqual({
      kind: "offline",
      sinceEpochMs: EPOCH_MS,
      reason:
        "Music Assistant at ws://192.168.1.5:8927/sendspin has been unreachable since 2026-01-01 00:00:00 UTC " +
        "(the connection was refused); trying again.",
    });
  });

  test("is shown as one until the next greeting, not attempt by attempt", () => {
    const { link } = after(...toPlayable, closed(20_000), timer(21_000), opened(21_010));
    expect(linkStateOf(link)).toMatchObject({ kind: "offline", sinceEpochMs: EPOCH_MS + 20_000 });
    expect(
      linkStateOf(after(...toPlayable, closed(20_000), timer(21_000), opened(21_010), greeted(21_020)).link),
    ).toEqual({
      kind: "connected",
      sinceEpochMs: EPOCH_MS + 21_020,
    });
  });

  test("goes on when a server lets us in and drops us at once, so that it is not stormed", () => {
    const { effects } = after(...toConnected, closed(40), timer(1_040), opened(1_050), greeted(1_060), closed(1_070));
    expect(effects).toEqual([{ do: "timer", delayMs: 2_000 }]);
  });

  test("counts the wait from the beginning of an attempt that took long to fail", () => {
    const twice = [start(0), timer(0), closed(10), timer(1_010), closed(1_020), timer(3_020)] as const;
    expect(after(...twice, timer(7_020), closed(7_030)).effects).toEqual([{ do: "timer", delayMs: 500 }]);
  });

  test("names the likely cause when the server closes before greeting", () => {
    const { link } = after(...toHandshake, closed(40));
    expect(linkStateOf(link).reason).toContain("Allow legacy clients");
  });
});

describe("a list that stays bare", () => {
  /** Goes through greeting and patience `times` times without play ever being listed. */
  function bare(times: number): { link: Link; patience: number[] } {
    let link = after(start(0)).link;
    let nowMs = 0;
    const patience: number[] = [];
    const feed = (input: LinkInput): void => {
      const step = stepLink(link, input, { nowMs, epochMs: EPOCH_MS + nowMs });
      link = step.link;
      for (const effect of step.effects)
        if (input.type === "greeted" && effect.do === "timer") patience.push(effect.delayMs);
    };
    for (let n = 0; n < times; n++) {
      feed({ type: "timer", address: ADDRESS });
      feed({ type: "opened" });
      feed({ type: "greeted", grant: "granted" });
      nowMs += patience.at(-1) ?? 0;
      feed({ type: "timer", address: ADDRESS });
      feed({ type: "closed", detail: "the connection was closed with code 1000" });
    }
    return { link, patience };
  }

  test("makes us come anew three times, with doubled patience each", () => {
    expect(bare(4).patience).toEqual([15_000, 30_000, 60_000, 120_000]);
  });

  test("is then told as a player that may be disabled, over an open connection", () => {
    const { link } = after(...toConnected);
    const given = stepLink({ ...link, rejoins: 3 }, { type: "timer", address: ADDRESS }, { nowMs: 9, epochMs: 9 });
    expect(given.effects).toEqual([]);
    expect(linkStateOf(given.link)).toMatchObject({
      kind: "connected",
      reason: "Music Assistant is connected but does not take this player up; is it disabled in Music Assistant?",
    });
  });

  test("is forgotten as soon as play is listed after all", () => {
    const { link } = after(...toConnected);
    const gaveUp = stepLink(
      { ...link, rejoins: 3 },
      { type: "timer", address: ADDRESS },
      { nowMs: 9, epochMs: 9 },
    ).link;
    const held = stepLink(gaveUp, { type: "listed", play: true }, { nowMs: 10, epochMs: 10 }).link;
    expect(linkStateOf(held)).toEqual({ kind: "playable", sinceEpochMs: 10 });
  });

  test("counts from zero again after a minute of being held", () => {
    const { link } = after(...toPlayable);
    const lost = stepLink({ ...link, rejoins: 2 }, { type: "listed", play: false }, { nowMs: 60_030, epochMs: 0 });
    expect(lost.effects).toEqual([{ do: "timer", delayMs: 5_000 }]);
  });

  test("tells a client without the player role that it must be approved", () => {
    expect(linkStateOf(after(...toHandshake, greeted(20, "needs-approval")).link).reason).toContain("approve");
    expect(linkStateOf(after(...toHandshake, greeted(20, "needs-pairing")).link).reason).toContain("pair it again");
  });
});
