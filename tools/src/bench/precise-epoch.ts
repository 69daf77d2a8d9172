/** Milliseconds since 1970 with fractions, by which processes of one machine agree on an interval. */
export function preciseEpochMs(): number {
  return performance.timeOrigin + performance.now();
}
