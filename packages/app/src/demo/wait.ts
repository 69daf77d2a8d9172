import type { Clock } from "@ma-alexa/provider";

const LOOK_MS = 20;

/** Resolves after `ms`. */
export function pass(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}

/** Resolves with true as soon as `holds`, with false when it does not within `withinMs`. */
export async function soon(clock: Clock, holds: () => boolean, withinMs: number): Promise<boolean> {
  const end = clock.now() + withinMs;
  while (!holds()) {
    if (clock.now() >= end) return false;
    await pass(clock, LOOK_MS);
  }
  return true;
}
