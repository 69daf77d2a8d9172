/** While Amazon has just gone, a few seconds decide how fast the house is whole again; later they only cost requests. */
const EAGER_MS = 5 * 60_000;
/** The same five minutes for connections that open and fall at once, and so never seem to be gone for long. */
const EAGER_ATTEMPTS = 100;
const SECONDS = [1, 2, 3] as const;
/** The delay of somebody who has given up hoping for seconds. */
export const PATIENT_MS = 30_000;

/**
 * How long to wait before the next attempt: 1, 2, 3, 3, 3 … s for the first five minutes, then 30 s.
 * `attempt` counts from 0, `lostForMs` is how long the connection has been gone.
 */
export function reconnectDelayMs(attempt: number, lostForMs: number): number {
  if (lostForMs >= EAGER_MS || attempt >= EAGER_ATTEMPTS) return PATIENT_MS;
  return (SECONDS[Math.min(attempt, SECONDS.length - 1)] ?? 3) * 1_000;
}
