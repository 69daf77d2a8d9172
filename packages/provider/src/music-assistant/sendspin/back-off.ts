/** Waits before the attempts of a fresh outage; the last one repeats. */
const EAGER_DELAYS_MS = [1_000, 2_000, 3_000] as const;
const EAGER_FOR_MS = 5 * 60_000;
const PATIENT_DELAY_MS = 30_000;

/**
 * Milliseconds to wait before the next attempt: 1, 2, 3, 3 … s during the first five minutes of an outage, 30 s after.
 * A restarted Music Assistant is therefore whole again within 5 s, its greeting included, and one that was switched off costs nothing.
 */
export function backOffMs(attempts: number, outageMs: number): number {
  if (outageMs >= EAGER_FOR_MS) return PATIENT_DELAY_MS;
  return EAGER_DELAYS_MS[attempts] ?? EAGER_DELAYS_MS[2];
}
