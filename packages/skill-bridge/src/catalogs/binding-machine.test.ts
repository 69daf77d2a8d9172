import { describe, expect, it } from "vitest";
import { initialBinding, stepBinding, type BindingInput } from "./binding-machine.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const search: BindingInput = { type: "search" };
const followed: BindingInput = { type: "followed" };
const bound: BindingInput = { type: "bound" };
const failed: BindingInput = { type: "failed" };
const uploaded: BindingInput = { type: "uploaded" };
const tick: BindingInput = { type: "tick", isPlaying: false };
const playing: BindingInput = { type: "tick", isPlaying: true };

/** Feeds inputs; a number lets that many milliseconds pass. Answers with the effect of the last input. */
function play(...script: readonly (BindingInput | number)[]) {
  let now = 0;
  let binding = initialBinding;
  let effect: "bind" | undefined;
  for (const item of script) {
    if (typeof item === "number") now += item;
    else ({ binding, effect } = { effect: undefined, ...stepBinding(binding, item, now) });
  }
  return { binding, effect };
}

const BOUND = [tick, bound] as const;

describe("the binding", () => {
  const table: readonly { name: string; script: readonly (BindingInput | number)[]; effect: "bind" | undefined }[] = [
    { name: "is made at first", script: [tick], effect: "bind" },
    { name: "is not made twice at once", script: [tick, tick], effect: undefined },
    { name: "holds for four hours", script: [...BOUND, 4 * HOUR - 1, tick], effect: undefined },
    { name: "is renewed after four hours", script: [...BOUND, 4 * HOUR, tick], effect: "bind" },
    { name: "is never renewed while something plays", script: [...BOUND, 9 * HOUR, playing], effect: undefined },
    { name: "is renewed after an upload", script: [...BOUND, MINUTE, uploaded, tick], effect: "bind" },
    {
      name: "is not doubted for a single search without music",
      script: [...BOUND, HOUR, search, MINUTE, tick],
      effect: undefined,
    },
    {
      name: "is renewed after two searches without music",
      script: [...BOUND, HOUR, search, MINUTE, search, MINUTE, tick],
      effect: "bind",
    },
    {
      name: "is not doubted when music followed the second search",
      script: [...BOUND, HOUR, search, MINUTE, search, 1_000, followed, MINUTE, tick],
      effect: undefined,
    },
    {
      name: "is not renewed at once when that did not help",
      script: [...BOUND, MINUTE, search, MINUTE, search, MINUTE, tick],
      effect: undefined,
    },
    {
      name: "is renewed half an hour later when that did not help",
      script: [...BOUND, MINUTE, search, MINUTE, search, 30 * MINUTE, tick],
      effect: "bind",
    },
    { name: "is tried again half an hour after a failure", script: [tick, failed, 30 * MINUTE, tick], effect: "bind" },
    { name: "is left alone before that", script: [tick, failed, 29 * MINUTE, tick], effect: undefined },
  ];
  it.each(table)("$name", ({ script, effect }) => {
    expect(play(...script).effect).toBe(effect);
  });

  it("counts searches and those that music followed", () => {
    const { binding } = play(...BOUND, search, 1_000, followed, search, MINUTE, search, 1_000, followed);
    expect([binding.searches, binding.followed]).toEqual([3, 2]);
  });
});
