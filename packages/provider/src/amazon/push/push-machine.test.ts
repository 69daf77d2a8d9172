import { describe, expect, it } from "vitest";
import { initialPush, stepPush } from "./push-machine.js";
import type { PushInput, PushState } from "./push-machine.js";

type Kind = PushInput["kind"] | "refused";

function inputOf(kind: Kind): PushInput {
  if (kind === "refused") return { kind: "lost", refused: true };
  return kind === "lost" ? { kind, refused: false } : { kind };
}

function play(...script: readonly (Kind | number)[]) {
  let now = 0;
  let state: PushState = initialPush(now);
  const delays: number[] = [];
  for (const item of script) {
    if (typeof item === "number") {
      now += item;
      continue;
    }
    const step = stepPush(state, inputOf(item), now);
    state = step.state;
    for (const effect of step.effects) if (effect.kind === "retry") delays.push(effect.delayMs);
  }
  return { phase: state.phase, delays };
}

describe("push", () => {
  const table: readonly {
    name: string;
    script: readonly (Kind | number)[];
    phase: string;
    delays: readonly number[];
  }[] = [
    { name: "opens when started", script: ["start", "opened"], phase: "open", delays: [] },
    {
      name: "comes again after 1, 2, 3, 3 s",
      script: ["start", "lost", "retry-due", "lost", "retry-due", "too-late", "retry-due", "lost"],
      phase: "waiting",
      delays: [1_000, 2_000, 3_000, 3_000],
    },
    { name: "is patient after five minutes", script: ["start", 300_000, "lost"], phase: "waiting", delays: [30_000] },
    {
      name: "counts from the beginning after a steady connection",
      script: ["start", "lost", "retry-due", "opened", 10_000, "lost"],
      phase: "waiting",
      delays: [1_000, 1_000],
    },
    {
      name: "does not start to count again when the connection falls at once",
      script: ["start", "opened", "lost", "retry-due", "opened", "lost"],
      phase: "waiting",
      delays: [1_000, 2_000],
    },
    {
      name: "tries once with a new token after a refusal, then waits a minute",
      script: ["start", "refused", "retry-due", "refused", "retry-due", "refused"],
      phase: "waiting",
      delays: [1_000, 60_000, 60_000],
    },
    { name: "hears one loss once", script: ["start", "lost", "lost"], phase: "waiting", delays: [1_000] },
    { name: "is off after stop", script: ["start", "opened", "stop", "lost", "retry-due"], phase: "off", delays: [] },
  ];

  it.each(table)("$name", ({ script, phase, delays }) => {
    expect(play(...script)).toEqual({ phase, delays });
  });
});
