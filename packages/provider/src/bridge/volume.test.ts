import { describe, expect, it } from "vitest";

import { initialVolume, stepVolume, type VolumeInput, type VolumeState } from "./volume.js";

const volume = (level: number): VolumeInput => ({ type: "volume", level });
const mute: VolumeInput = { type: "mute", muted: true };
const unmute: VolumeInput = { type: "mute", muted: false };
const report = (level: number, muted = false): VolumeInput => ({ type: "report", report: { level, muted } });
const verdict = (command: number, taken = true): VolumeInput => ({ type: "verdict", command, taken });
const timer: VolumeInput = { type: "timer" };

/** Feeds inputs; a number lets that many milliseconds pass. Effects are those of the last input. */
function play(...script: readonly (VolumeInput | number)[]) {
  let nowMs = 0;
  let state: VolumeState = initialVolume;
  let does: readonly string[] = [];
  for (const item of script) {
    if (typeof item === "number") {
      nowMs += item;
      continue;
    }
    const step = stepVolume(state, item, nowMs);
    state = step.state;
    does = step.effects.map((effect) => {
      if (effect.do === "send") return `send ${effect.level}`;
      return effect.do === "tell" ? `tell ${effect.level}${effect.muted ? " muted" : ""}` : `timer ${effect.delayMs}`;
    });
  }
  return { shown: `${state.level ?? "?"}${state.muted ? " muted" : ""}`, does };
}

const table: readonly {
  when: string;
  script: readonly (VolumeInput | number)[];
  shown: string;
  does?: readonly string[];
}[] = [
  { when: "the Echo says how loud it is", script: [report(30)], shown: "30", does: ["tell 30"] },
  {
    when: "Music Assistant asks for a volume",
    script: [report(30), volume(50)],
    shown: "50",
    does: ["tell 50", "send 50"],
  },
  { when: "the Echo reports an old level meanwhile", script: [report(30), volume(50), report(30)], shown: "50" },
  { when: "it still does after the verification", script: [volume(50), verdict(1), 1_999, report(30)], shown: "50" },
  {
    when: "the two seconds are over",
    script: [volume(50), verdict(1), 500, report(30), 1_500, timer],
    shown: "30",
    does: ["tell 30"],
  },
  {
    when: "the Echo obeyed",
    script: [volume(50), report(50), verdict(1), 2_000, timer],
    shown: "50",
    does: ["tell 50"],
  },
  {
    when: "somebody turns the knob later",
    script: [volume(50), verdict(1), 2_001, report(20)],
    shown: "20",
    does: ["tell 20"],
  },
  {
    when: "the Echo never got the volume",
    script: [report(30), volume(50), verdict(1, false)],
    shown: "30",
    does: ["tell 30"],
  },
  {
    when: "an older command is verified",
    script: [volume(50), volume(60), verdict(1), 2_000, report(50)],
    shown: "60",
  },
  { when: "Music Assistant mutes", script: [report(30), mute], shown: "30 muted", does: ["tell 30 muted", "send 0"] },
  {
    when: "the Echo confirms the mute",
    script: [report(30), mute, verdict(1), 2_001, report(0)],
    shown: "30 muted",
    does: ["tell 30 muted"],
  },
  {
    when: "somebody turns a muted Echo up",
    script: [report(30), mute, verdict(1), 2_001, report(10)],
    shown: "10",
    does: ["tell 10"],
  },
  {
    when: "a volume comes while muted",
    script: [report(30), mute, volume(60)],
    shown: "60 muted",
    does: ["tell 60 muted"],
  },
  {
    when: "it is unmuted after that",
    script: [report(30), mute, volume(60), unmute],
    shown: "60",
    does: ["tell 60", "send 60"],
  },
  { when: "mute is said twice", script: [report(30), mute, mute], shown: "30 muted", does: ["tell 30 muted"] },
  { when: "the Echo is turned to 0 unasked", script: [report(30), report(0)], shown: "0", does: ["tell 0"] },
  {
    when: "an Echo has a mute of its own",
    script: [report(30), report(30, true)],
    shown: "30 muted",
    does: ["tell 30 muted"],
  },
  {
    when: "a level is remembered",
    script: [{ type: "restored", level: 40, muted: false }],
    shown: "40",
    does: ["tell 40"],
  },
  {
    when: "a level is remembered too late",
    script: [report(30), { type: "restored", level: 40, muted: false }],
    shown: "30",
  },
];

describe("the volume machine", () => {
  it.each(table)("when $when: $shown", ({ script, shown, does = [] }) => {
    expect(play(...script)).toEqual({ shown, does });
  });
});
