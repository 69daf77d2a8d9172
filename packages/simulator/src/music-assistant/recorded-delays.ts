import type { SeededRandom } from "./random.js";

/** When a running stream ends and the next one starts, in milliseconds from now. */
export interface RestartDelays {
  readonly endMs: number;
  readonly startMs: number;
}

/** A new choice is obeyed without waiting for more presses. */
export const CHOICE_DELAYS: RestartDelays = { endMs: 75, startMs: 90 };

/** A seek: 20–40 ms, both in the same millisecond or 20 ms apart (Sendspin reference 1.11). */
export function seekDelays(random: SeededRandom): RestartDelays {
  return together(random, 20, 40);
}

/** A skip whose second of waiting is over: 1.03 to 1.06 s after the press were recorded. */
export function skipDelays(random: SeededRandom): RestartDelays {
  return together(random, 30, 60);
}

/** A pause or stop: `stream/end` and the group's end within 150 ms, in either order. */
export function silenceDelays(random: SeededRandom): { readonly endMs: number; readonly groupMs: number } {
  const firstMs = random.between(50, 70);
  const secondMs = firstMs + random.between(0, 70);
  return random.coin() ? { endMs: firstMs, groupMs: secondMs } : { endMs: secondMs, groupMs: firstMs };
}

function together(random: SeededRandom, fromMs: number, toMs: number): RestartDelays {
  const endMs = random.between(fromMs, toMs);
  return { endMs, startMs: random.coin() ? endMs : endMs + 20 };
}
