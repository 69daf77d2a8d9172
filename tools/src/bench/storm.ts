import { setTimeout as wait } from "node:timers/promises";
import type { Change } from "./commands-orders.js";

const TICK_MS = 5;

/** What became of a storm: when its last change was asked for, and how often each outcome was told. */
export interface Aftermath {
  readonly lastAskedEpochMs: number;
  readonly outcomes: Readonly<Record<string, number>>;
}

/** Hands the changes to `send`, spread evenly over `overMs`; resolves when every one of them was answered. */
export async function storm(
  changes: readonly Change[],
  overMs: number,
  send: (change: Change) => Promise<string>,
): Promise<Aftermath> {
  const beganMs = performance.now();
  const answers: Promise<string>[] = [];
  while (answers.length < changes.length) {
    const due = Math.ceil(((performance.now() - beganMs) / overMs) * changes.length);
    for (const change of changes.slice(answers.length, due)) answers.push(send(change));
    await wait(TICK_MS);
  }
  const lastAskedEpochMs = Date.now();
  const outcomes: Record<string, number> = {};
  for (const outcome of await Promise.all(answers)) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  return { lastAskedEpochMs, outcomes };
}
