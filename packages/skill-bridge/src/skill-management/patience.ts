import type { Clock } from "../ports.js";
import { SkillManagementError } from "./skill-management.js";

/** Amazon's checks take seconds to minutes. */
const LOOK_EVERY_MS = 5_000;

/** How one look ends; `undefined` asks for another. */
export type Look<Value> = () => Promise<Value | undefined>;

/**
 * Looks every five seconds until there is something. Rejects with `late` after `withinMs`, and when `signal` aborts.
 */
export async function patiently<Value>(
  clock: Clock,
  look: Look<Value>,
  { withinMs, late, signal }: { readonly withinMs: number; readonly late: string; readonly signal: AbortSignal },
): Promise<Value> {
  const endMs = clock.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (clock.now() >= endMs) throw new SkillManagementError("VALIDATION_FAILED", late);
    await pause(clock, signal);
  }
}

function pause(clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const over = (): void => {
      timer.cancel();
      reject(signal.reason as Error);
    };
    const timer = clock.after(LOOK_EVERY_MS, () => {
      signal.removeEventListener("abort", over);
      resolve();
    });
    signal.addEventListener("abort", over, { once: true });
  });
}
