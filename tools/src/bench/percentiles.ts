/** The smallest of `values` that at least `percent` of them do not exceed (nearest rank); NaN when there are none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((first, second) => first - second);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? NaN;
}

/** What is worth saying of a measured value: three digits. */
export function threeDigits(value: number): number {
  return Number(value.toPrecision(3));
}
