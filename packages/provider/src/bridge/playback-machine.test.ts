import { describe, expect, it } from "vitest";

import type { PlaybackFact, PlaybackWish } from "./neighbours.js";
import { stepPlayback } from "./playback-machine.js";
import {
  initialPlayback,
  isStreaming,
  type PlaybackEffect,
  type PlaybackInput,
  type PlaybackState,
} from "./playback-state.js";
import { SETTLED_MS } from "./pushed-playback.js";
import type { EndReason } from "./timeline/end-reason.js";

const stream: PlaybackInput = { type: "stream-started" };
const timer: PlaybackInput = { type: "timer" };
const ended = (reason: EndReason, hasAudio = true): PlaybackInput => ({ type: "ended", reason, hasAudio });
const wish = (name: PlaybackWish): PlaybackInput => ({ type: "wish", wish: name });
const push = (state: "playing" | "interrupted" | "finished"): PlaybackInput => ({ type: "push", state });
const fact = (kind: "started" | "stopped" | "finished" | "nearlyFinished", playId = "a"): PlaybackInput => ({
  type: "fact",
  fact: { kind, playId, offsetMs: 0 },
});
const bare = (kind: "starved" | "left"): PlaybackInput => ({ type: "fact", fact: { kind } });
const fetch = (playId = "a"): PlaybackInput => ({ type: "fact", fact: { kind: "fetched", playId } });
const failed: PlaybackFact = { kind: "failed", playId: "a", errorType: "MEDIA_ERROR_UNKNOWN" };
const verdict = (outcome: "fetched" | "cancelled" | "failed", launch = 1): PlaybackInput => ({
  type: "verdict",
  launch,
  verdict:
    outcome === "fetched"
      ? { outcome, strategy: "skill", latencyMs: 900 }
      : outcome === "failed"
        ? { outcome, code: "NO_REQUEST", reason: "Kitchen did not ask for its stream." }
        : { outcome },
});

const skipped = (skip: "seamless" | "quick"): PlaybackInput => ({ type: "generation", quick: skip === "quick" });

/** Music Assistant plays and the Echo sounds, since long enough that push is believed. */
const playing: readonly (PlaybackInput | number)[] = [stream, fetch(), fact("started"), 5_000];

/** Amazon's books name what plays. */
const spotify: PlaybackInput = { type: "push", state: "playing", whose: { ours: false, what: "So What on Spotify" } };
/** Something streamed to the Echo by Bluetooth, and no longer does. */
const bluetoothOver: PlaybackInput = { type: "push", state: "interrupted", whose: { ours: false, what: "Bluetooth" } };
const ourOwn: PlaybackInput = { type: "push", state: "playing", whose: { ours: true } };
/** Somebody asked for something else, which took our stream away. */
const taken = [...playing, fact("stopped"), push("playing"), 1_000, spotify];

/** Feeds inputs one after the other; a number lets that many milliseconds pass. */
function play(...script: readonly (PlaybackInput | number)[]) {
  let nowMs = 100_000;
  let state: PlaybackState = initialPlayback;
  let effects: readonly PlaybackEffect[] = [];
  for (const item of script) {
    if (typeof item === "number") nowMs += item;
    else ({ state, effects } = stepPlayback(state, item, nowMs));
  }
  return { state, effects: effects.map(said) };
}

function said(effect: PlaybackEffect): string {
  switch (effect.do) {
    case "tell":
      return `tell ${effect.wish}`;
    case "timer":
      return `timer ${effect.delayMs}`;
    case "measured":
      return `measured ${effect.latencyMs}`;
    case "launch":
      return `launch ${effect.launch}`;
    case "external":
      return effect.external ? "external" : "available";
    case "launch-again":
    case "cancel-launch":
    case "silence":
    case "stop-echo":
      return effect.do;
  }
}

interface Row {
  readonly when: string;
  readonly script: readonly (PlaybackInput | number)[];
  readonly then: PlaybackState["phase"];
  readonly does?: readonly string[];
  readonly problem?: string;
}

const table: readonly Row[] = [
  // Something else plays
  {
    when: "something else takes our stream away",
    script: taken,
    then: "external",
    does: ["silence", "external", "timer 3000"],
    problem: "TAKEN",
  },
  {
    when: "the books name it before push says anything",
    script: [...playing, fact("stopped"), spotify],
    then: "external",
    does: ["silence", "external", "timer 3000"],
    problem: "TAKEN",
  },
  {
    when: "Music Assistant ends its stream for it",
    script: [...taken, ended("stopped")],
    then: "external",
    problem: "TAKEN",
  },
  {
    when: "that has been told for long enough",
    script: [...taken, ended("stopped"), timer],
    then: "paused",
    does: ["available"],
    problem: "TAKEN",
  },
  {
    when: "a server took no notice of it",
    script: [...taken, timer],
    then: "paused",
    does: ["available", "tell pause"],
    problem: "TAKEN",
  },
  {
    when: "play takes the Echo back at once",
    script: [...taken, stream],
    then: "launching",
    does: ["available", "launch 2"],
  },
  {
    when: "play takes the Echo back later",
    script: [...taken, ended("stopped"), timer, stream],
    then: "launching",
    does: ["launch 2"],
  },
  {
    when: "a person wants our stream back by voice",
    script: [...taken, wish("play")],
    then: "awaited",
    does: ["available", "tell play", "timer 5000"],
  },
  { when: "what ends beside our stream is not ours", script: [...playing, bluetoothOver], then: "playing" },
  { when: "what took it ends", script: [...taken, ended("stopped"), timer, push("interrupted")], then: "paused" },
  {
    when: "the Echo says itself that our stream sounds",
    script: [...playing, fact("stopped"), push("playing"), fact("started"), spotify],
    then: "playing",
  },
  {
    when: "something else is told while our stream sounds undisturbed",
    script: [...playing, spotify],
    then: "playing",
  },
  {
    when: "what our stream replaced is still told",
    script: [stream, fetch(), fact("started"), fact("stopped"), 4_900, spotify],
    then: "interrupted",
  },
  { when: "something else is told during a launch", script: [stream, spotify], then: "launching" },
  { when: "something else plays while nothing of ours does", script: [spotify], then: "idle" },
  {
    when: "a question or an alarm interrupts and our stream goes on",
    script: [...playing, fact("stopped"), 8_000, ourOwn],
    then: "playing",
  },
  {
    when: "an alarm rings on and on",
    script: [...playing, fact("stopped"), timer],
    then: "paused",
    does: ["silence", "tell pause"],
  },
  // Play
  { when: "a stream starts", script: [stream], then: "launching", does: ["launch 1"] },
  { when: "a skip comes during a launch", script: [stream, stream], then: "launching" },
  { when: "the Echo fetches", script: [stream, fetch()], then: "preroll", does: ["timer 10000"] },
  {
    when: "the desk says that it fetched",
    script: [stream, verdict("fetched")],
    then: "preroll",
    does: ["timer 10000"],
  },
  { when: "the desk says so after the Echo did", script: [stream, fetch(), verdict("fetched")], then: "preroll" },
  {
    when: "the Echo sounds",
    script: [stream, fetch(), 1_800, fact("started")],
    then: "playing",
    does: ["measured 1800"],
  },
  {
    when: "the Echo never says that it sounds",
    script: [stream, fetch(), timer],
    then: "playing",
    does: ["measured 0"],
  },
  { when: "the Echo sounds again", script: [...playing, fact("started")], then: "playing" },
  { when: "the end of the buffer is near", script: [...playing, fact("nearlyFinished")], then: "playing" },
  // Skip
  { when: "a skip comes while playing", script: [...playing, stream, skipped("seamless")], then: "playing" },
  {
    when: "a skip comes while playing on an Echo that is to be quick",
    script: [...playing, stream, skipped("quick")],
    then: "playing",
    does: ["launch-again"],
  },
  {
    when: "a skip that was asked at the quick Echo comes, which had a Play for it",
    script: [...playing, wish("next"), 2_000, stream, skipped("quick")],
    then: "playing",
  },
  {
    when: "another skip comes long after one that was asked at the quick Echo",
    script: [...playing, wish("next"), 2_000, stream, skipped("quick"), 10_000, stream, skipped("quick")],
    then: "playing",
    does: ["launch-again"],
  },
  {
    when: "the first audio comes for a quick Echo that is being launched",
    script: [stream, skipped("quick")],
    then: "launching",
  },
  {
    when: "audio comes for a quick Echo that plays the end of a queue",
    script: [...playing, ended("natural"), stream, skipped("quick")],
    then: "playing",
  },
  {
    when: "the second launch of a quick skip is lost",
    script: [...playing, stream, skipped("quick"), verdict("failed", 1)],
    then: "playing",
  },
  // Pause
  {
    when: "a pause comes while playing",
    script: [...playing, ended("stopped")],
    then: "paused",
    does: ["silence", "stop-echo"],
  },
  {
    when: "a pause comes during a launch",
    script: [stream, ended("stopped")],
    then: "paused",
    does: ["silence", "cancel-launch", "stop-echo"],
  },
  {
    when: "a pause comes while interrupted",
    script: [...playing, fact("stopped"), ended("stopped")],
    then: "paused",
    does: ["silence", "stop-echo"],
  },
  { when: "the cancelled launch reports", script: [stream, ended("stopped"), verdict("cancelled")], then: "paused" },
  {
    when: "a cancelled launch reports after the next began",
    script: [stream, ended("stopped"), stream, verdict("cancelled", 1)],
    then: "launching",
  },
  {
    when: "play follows a pause",
    script: [...playing, ended("stopped"), stream],
    then: "launching",
    does: ["launch 2"],
  },
  // Natural end
  { when: "the queue ends", script: [...playing, ended("natural")], then: "draining", does: ["timer 30000"] },
  { when: "the Echo has played to the end", script: [...playing, ended("natural"), fact("finished")], then: "idle" },
  { when: "the Echo does not say so", script: [...playing, ended("natural"), timer], then: "idle", does: ["silence"] },
  { when: "a stream starts before the Echo is done", script: [...playing, ended("natural"), stream], then: "playing" },
  { when: "a short item ends during its launch", script: [stream, ended("natural")], then: "launching" },
  {
    when: "a short item is launched after its end",
    script: [stream, ended("natural"), fetch(), fact("started")],
    then: "draining",
    does: ["measured 0", "timer 30000"],
  },
  {
    when: "a stream ends that never had audio",
    script: [stream, ended("natural", false)],
    then: "idle",
    does: ["cancel-launch"],
  },
  {
    when: "Music Assistant is gone for good",
    script: [...playing, ended("lost")],
    then: "idle",
    does: ["silence", "stop-echo"],
  },
  // Facts are not wishes
  {
    when: "the Echo stops without a wish",
    script: [...playing, fact("stopped")],
    then: "interrupted",
    does: [`timer ${SETTLED_MS}`],
  },
  { when: "a spoken question is over", script: [...playing, fact("stopped"), fact("started")], then: "playing" },
  {
    when: "nobody goes on",
    script: [...playing, fact("stopped"), timer],
    then: "paused",
    does: ["silence", "tell pause"],
  },
  {
    when: "Music Assistant obeys that pause",
    script: [...playing, fact("stopped"), timer, ended("stopped")],
    then: "paused",
  },
  { when: "a skip comes during a question", script: [...playing, fact("stopped"), stream], then: "interrupted" },
  {
    when: "a pause is tapped on a screen",
    script: [...playing, push("interrupted")],
    then: "interrupted",
    does: [`timer ${SETTLED_MS}`],
  },
  { when: "push is late", script: [stream, fetch(), fact("started"), 1_000, push("interrupted")], then: "playing" },
  { when: "push says that it goes on", script: [...playing, push("interrupted"), push("playing")], then: "playing" },
  { when: "a replaced Play stops", script: [...playing, fact("started", "b"), fact("stopped", "a")], then: "playing" },
  {
    when: "push says that the rest has been played",
    script: [...playing, ended("natural"), push("finished")],
    then: "idle",
  },
  // The Echo loses the stream
  {
    when: "the Echo finishes while Music Assistant streams",
    script: [...playing, fact("finished")],
    then: "launching",
    does: ["launch 2"],
  },
  {
    when: "the Echo fails while Music Assistant streams",
    script: [...playing, { type: "fact", fact: failed }],
    then: "launching",
    does: ["launch 2"],
  },
  {
    when: "it fails again",
    script: [...playing, fact("finished"), fetch("b"), fact("started", "b"), fact("finished", "b")],
    then: "idle",
    does: ["silence", "tell pause"],
    problem: "ECHO_GAVE_UP",
  },
  {
    when: "it fails again after a good minute",
    script: [...playing, fact("finished"), fetch("b"), fact("started", "b"), 60_000, fact("finished", "b")],
    then: "launching",
    does: ["launch 3"],
  },
  {
    when: "no audio came for ten seconds",
    script: [...playing, bare("starved")],
    then: "idle",
    does: ["silence", "stop-echo", "tell pause"],
    problem: "STARVED",
  },
  {
    when: "nobody reads any more",
    script: [...playing, bare("left")],
    then: "paused",
    does: ["silence", "tell pause"],
  },
  // Launch failures
  {
    when: "the launch fails",
    script: [stream, verdict("failed")],
    then: "idle",
    does: ["silence", "cancel-launch", "tell pause"],
    problem: "LAUNCH_FAILED",
  },
  {
    when: "Music Assistant obeys after a failed launch",
    script: [stream, verdict("failed"), ended("stopped")],
    then: "idle",
    problem: "LAUNCH_FAILED",
  },
  {
    when: "play follows a failed launch",
    script: [stream, verdict("failed"), ended("stopped"), stream],
    then: "launching",
    does: ["launch 2"],
  },
  {
    when: "the Echo is offline",
    script: [{ type: "online", online: false }, stream],
    then: "idle",
    does: ["silence", "tell pause"],
    problem: "ECHO_OFFLINE",
  },
  {
    when: "the format cannot be played",
    script: [{ type: "refused", reason: "24 bit" }],
    then: "idle",
    does: ["silence", "tell pause"],
    problem: "FORMAT",
  },
  // Wishes of the Echo
  { when: "somebody says pause", script: [...playing, wish("pause")], then: "paused", does: ["silence", "tell pause"] },
  { when: "the stream ends after that", script: [...playing, wish("pause"), ended("stopped")], then: "paused" },
  { when: "the Echo stops after that", script: [...playing, wish("stop"), fact("stopped")], then: "paused" },
  {
    when: "somebody says pause during a launch",
    script: [stream, wish("pause")],
    then: "paused",
    does: ["silence", "cancel-launch", "tell pause"],
  },
  { when: "somebody says pause while nothing plays", script: [wish("pause")], then: "idle" },
  { when: "somebody says next", script: [...playing, wish("next")], then: "playing", does: ["tell next"] },
  {
    when: "somebody says start over",
    script: [...playing, wish("startOver")],
    then: "playing",
    does: ["tell startOver"],
  },
  {
    when: "somebody says play",
    script: [...playing, wish("pause"), ended("stopped"), wish("play")],
    then: "awaited",
    does: ["tell play", "timer 5000"],
  },
  { when: "Music Assistant obeys that play", script: [wish("play"), stream], then: "awaited" },
  {
    when: "the Echo fetches by itself",
    script: [wish("play"), stream, fetch()],
    then: "preroll",
    does: ["timer 10000"],
  },
  {
    when: "the Echo does not fetch by itself",
    script: [wish("play"), stream, timer],
    then: "launching",
    does: ["launch 1"],
  },
  { when: "Music Assistant has nothing to play", script: [wish("play"), timer], then: "idle", problem: "NOT_STREAMED" },
  {
    when: "Music Assistant is away",
    script: [wish("play"), { type: "untold", wish: "play" }],
    then: "idle",
    problem: "UNTOLD",
  },
  { when: "somebody says play while it plays", script: [...playing, wish("play")], then: "playing" },
];

describe("the playback machine", () => {
  it.each(table)("when $when: $then", ({ script, then, does = [], problem }) => {
    const { state, effects } = play(...script);
    expect({ phase: state.phase, effects, problem: state.problem?.code }).toEqual({
      phase: then,
      effects: does,
      problem,
    });
  });

  it("never calls Amazon for a skip, whatever the phase under way", () => {
    const skip = [ended("natural"), stream];
    for (const before of [[stream], [stream, fetch()], playing, [...playing, fact("stopped")]]) {
      const { effects } = play(...before, ...skip.slice(1));
      expect(effects).toEqual([]);
    }
  });
});

describe("whether there is something to be had", () => {
  it.each<[what: string, is: boolean, ...script: (PlaybackInput | number)[]]>([
    ["while it plays", true, ...playing],
    [
      "no longer once it was told to pause, although the stream takes a moment to end",
      false,
      ...playing,
      wish("pause"),
    ],
    [
      "again as soon as somebody wants more, although that stream ends only then",
      true,
      ...playing,
      wish("pause"),
      wish("play"),
      ended("stopped"),
    ],
  ])("%s", (_what, is, ...script) => {
    expect(isStreaming(play(...script).state)).toBe(is);
  });
});
