import type { Tune } from "@ma-alexa/simulator";

const RATE = 48_000;
const LOUD = 12_000;

/** What sounds at `seconds`, −1 to 1. */
type Wave = (seconds: number) => number;

export const sine: Wave = (seconds) => Math.sin(2 * Math.PI * 997 * seconds);

/** From 200 Hz on, 500 Hz higher with every second. */
export const chirp: Wave = (seconds) => Math.sin(2 * Math.PI * (200 * seconds + 250 * seconds * seconds));

/** A tick of 4 ms ten times a second. */
export const clicks: Wave = (seconds) => {
  const since = seconds % 0.1;
  return since < 0.004 ? Math.sin(2 * Math.PI * 1_500 * since) * Math.sin((Math.PI * since) / 0.004) : 0;
};

/** A tune of this sound, with `silentMs` of silence at its end. */
export function tuneOf(id: string, wave: Wave, seconds: number, silentMs = 0): Tune {
  const frames = Math.round(seconds * RATE);
  const samples = new Int16Array(frames * 2);
  for (let frame = 0; frame < frames - (silentMs * RATE) / 1_000; frame++)
    samples[2 * frame] = samples[2 * frame + 1] = Math.round(LOUD * wave(frame / RATE));
  const durationMs = Math.floor(seconds) * 1_000;
  return { id, title: id, artist: "Signals", album: "Truth", durationMs, frames, samples: () => samples };
}

/** Left channels of all tunes, one after the other. */
export function joined(tunes: readonly Tune[]): Float32Array {
  return Float32Array.from(
    tunes.flatMap((tune) => Array.from({ length: tune.frames }, (_, i) => (tune.samples()[2 * i] ?? 0) / 32_767)),
  );
}

/** By how many samples `heard` is late: where it fits best, within a tenth of a second. */
export function delayOf(heard: Float32Array, source: Float32Array): number {
  let best = { delay: 0, fit: -Infinity };
  for (let delay = 0; delay < RATE / 10; delay++) {
    let fit = 0;
    for (let at = 0; at < RATE; at++) fit += (heard[at + delay] ?? 0) * (source[at] ?? 0);
    if (fit > best.fit) best = { delay, fit };
  }
  return best.delay;
}

const WINDOW = RATE / 100;

/**
 * Where what was heard is not the source, in seconds of the source: stretches of 10 ms that differ by more than a tenth of a loud
 * sine. A gap, a repeat, a loss or a click at a join all are.
 */
export function differences(heard: Float32Array, source: Float32Array, delay: number): number[] {
  const found: number[] = [];
  for (let from = 0; from + WINDOW <= Math.min(source.length, heard.length - delay); from += WINDOW) {
    let energy = 0;
    for (let at = from; at < from + WINDOW; at++) energy += ((heard[at + delay] ?? 0) - (source[at] ?? 0)) ** 2;
    if (Math.sqrt(energy / WINDOW) > (0.1 * LOUD) / 32_767 / Math.SQRT2) found.push(from / RATE);
  }
  return found;
}
