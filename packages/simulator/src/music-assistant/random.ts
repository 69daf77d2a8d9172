/** Numbers that look random and are the same for the same seed. */
export interface SeededRandom {
  /** Uniform in [from, to). */
  between(from: number, to: number): number;
  /** True in half of all cases. */
  coin(): boolean;
  /** `length` lower-case hexadecimal digits. */
  hex(length: number): string;
}

/** One step of a 32-bit multiply-and-xor generator: quick, and good enough for delays, phases and noise. */
export function seededRandom(seed: number): SeededRandom {
  let state = (seed ^ 0x9e37_79b9) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    between: (from, to) => from + (to - from) * next(),
    coin: () => next() < 0.5,
    hex: (length) => Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join(""),
  };
}
