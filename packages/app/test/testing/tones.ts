import type { Pcm, Tune } from "@ma-alexa/simulator";
import { tuneOf } from "./signals.js";

const RATE = 48_000;
const LOWEST_HZ = 400;
const APART_HZ = 60;
/** How much of what sounds must be the one tone. */
const PURE = 0.8;

/** A library of pure tones, each of its own pitch: which of them sounds can be told from a tenth of a second. */
export function tones(count: number, seconds: number): readonly Tune[] {
  return Array.from({ length: count }, (_, number) =>
    tuneOf(`Tone ${String(number + 1)}`, (at) => Math.sin(2 * Math.PI * pitch(number) * at), seconds),
  );
}

/** The title of the tone that sounds; undefined in silence, and where two meet. */
export function toneIn({ samples }: Pick<Pcm, "samples">, tunes: readonly Tune[]): string | undefined {
  const left = Float64Array.from({ length: samples.length / 2 }, (_, at) => samples[2 * at] ?? 0);
  const energy = left.reduce((sum, sample) => sum + sample * sample, 0);
  if (energy === 0) return undefined;
  return tunes.find((_, number) => powerAt(left, pitch(number)) > PURE * energy)?.title;
}

function pitch(number: number): number {
  return LOWEST_HZ + APART_HZ * number;
}

/** The energy of the samples at one pitch (Goertzel). */
function powerAt(samples: Float64Array, hz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / RATE);
  let [before, last] = [0, 0];
  for (const sample of samples) [before, last] = [last, sample + turn * last - before];
  return (2 * (last * last + before * before - turn * last * before)) / samples.length;
}
