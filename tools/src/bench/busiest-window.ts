/** The most events in any window of `windowMs`; `atMs` is in order. */
export function busiestWindow(atMs: readonly number[], windowMs: number): number {
  let most = 0;
  let first = 0;
  for (const [index, now] of atMs.entries()) {
    while (now - (atMs[first] ?? now) >= windowMs) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
