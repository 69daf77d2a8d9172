const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 15 * 60_000;

/**
 * How long to leave an Amazon alone that answers and refuses: half a minute, doubled with every refusal in a row up to a
 * quarter of an hour. `refusals` counts from 0.
 */
export function backOffMs(refusals: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** refusals, LONGEST_PAUSE_MS);
}
