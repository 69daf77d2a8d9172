import { Fft } from "./fft.js";
import { toStereo, type Pcm } from "./pcm.js";
import { findSilences } from "./silence.js";
import type { HeardStretch } from "./verdict.js";

/** How one sine was heard; times in milliseconds, resolution 10 ms. */
export interface SineVerdict {
  readonly frequencyHz: number;
  /** Of the left channel, 0 to 1. */
  readonly amplitude: number;
  /** Where the sine is missing or something else is heard, silence before and after it left out. */
  readonly gaps: readonly HeardStretch[];
  /** Where the phase jumps although the sine is there: something was cut out or repeated. */
  readonly phaseJumps: readonly { readonly heardMs: number; readonly radians: number }[];
  /** Neither gaps nor jumps. */
  readonly isContinuous: boolean;
}

interface Window {
  readonly frame: number;
  readonly amplitude: number;
  readonly phase: number;
  /** Share of the energy that is not the sine. */
  readonly rest: number;
}

const WINDOW_MS = 10;
const SPECTRUM = 32_768;
const JUMP_RADIANS = 0.25;

/** Judges whether one sine was heard without a gap and without a jump; the frequency is found when it is not given. */
export function sineCheck(heard: Pcm, expectedHz?: number): SineVerdict {
  const left = toStereo(heard).filter((_, index) => index % 2 === 0);
  const { start, end } = audible(heard);
  const first = expectedHz ?? peakHz(left.subarray(start, end), heard.sampleRate);
  const size = Math.round((WINDOW_MS * heard.sampleRate) / 1_000);
  const windows: Window[] = [];
  for (let frame = start; frame + size <= end; frame += size)
    windows.push(fit(left, frame, size, first, heard.sampleRate));
  const amplitude = median(windows.map((window) => window.amplitude));
  const isGood = (window: Window): boolean => window.amplitude > 0.7 * amplitude && window.rest < 0.2;
  const turns = windows.slice(1).map((window, index) => wrap(window.phase - (windows[index]?.phase ?? 0)));
  const drift = median(turns);
  const toMs = (frame: number): number => (frame * 1_000) / heard.sampleRate;
  const phaseJumps = windows.slice(1).flatMap((window, index) => {
    const before = windows[index];
    const radians = wrap((turns[index] ?? 0) - drift);
    if (before === undefined || !isGood(before) || !isGood(window) || Math.abs(radians) < JUMP_RADIANS) return [];
    return [{ heardMs: toMs(window.frame), radians }];
  });
  const gaps = windows
    .filter((window) => !isGood(window))
    .map((window) => ({ heardStartMs: toMs(window.frame), lengthMs: WINDOW_MS }))
    .reduce(joined, []);
  return {
    frequencyHz: first + (drift * 1_000) / (2 * Math.PI * WINDOW_MS),
    amplitude,
    gaps,
    phaseJumps,
    isContinuous: gaps.length === 0 && phaseJumps.length === 0,
  };
}

/** The frames between the silence at the beginning and the one at the end. */
function audible(heard: Pcm): { start: number; end: number } {
  const stereo = toStereo(heard);
  const frames = stereo.length / 2;
  const silences = findSilences(stereo, Math.round(heard.sampleRate / 1_000));
  const start = silences.find((silence) => silence.start === 0)?.end ?? 0;
  const end = silences.find((silence) => silence.end === frames)?.start ?? frames;
  return { start: Math.min(start, end), end };
}

/** The strongest frequency, good to about half a hertz at 48 kHz; the phase's drift tells the rest. */
function peakHz(samples: Float32Array, sampleRate: number): number {
  const real = new Float64Array(SPECTRUM);
  const used = Math.min(SPECTRUM, samples.length);
  for (let index = 0; index < used; index++) {
    real[index] = (samples[index] ?? 0) * (0.5 - 0.5 * Math.cos((2 * Math.PI * index) / used));
  }
  const imaginary = new Float64Array(SPECTRUM);
  new Fft(SPECTRUM).forward(real, imaginary);
  let best = { bin: 0, power: 0 };
  for (let bin = 1; bin < SPECTRUM / 2; bin++) {
    const power = (real[bin] ?? 0) ** 2 + (imaginary[bin] ?? 0) ** 2;
    if (power > best.power) best = { bin, power };
  }
  return (best.bin * sampleRate) / SPECTRUM;
}

/** The sine of this frequency that comes closest to the window (least squares); phases count from the first frame. */
function fit(samples: Float32Array, frame: number, size: number, hertz: number, sampleRate: number): Window {
  const step = (2 * Math.PI * hertz) / sampleRate;
  let [cc, ss, cs, xc, xs, xx] = [0, 0, 0, 0, 0, 0];
  for (let index = frame; index < frame + size; index++) {
    const sample = samples[index] ?? 0;
    const cos = Math.cos(step * index);
    const sin = Math.sin(step * index);
    cc += cos * cos;
    ss += sin * sin;
    cs += cos * sin;
    xc += sample * cos;
    xs += sample * sin;
    xx += sample * sample;
  }
  const determinant = cc * ss - cs * cs || 1;
  const a = (xc * ss - xs * cs) / determinant;
  const b = (xs * cc - xc * cs) / determinant;
  const explained = a * xc + b * xs;
  return { frame, amplitude: Math.hypot(a, b), phase: Math.atan2(a, b), rest: 1 - explained / (xx + 1e-12) };
}

function joined(stretches: HeardStretch[], next: HeardStretch): HeardStretch[] {
  const before = stretches.at(-1);
  if (before === undefined || next.heardStartMs - before.heardStartMs - before.lengthMs > 0.1)
    return [...stretches, next];
  return [...stretches.slice(0, -1), { ...before, lengthMs: before.lengthMs + next.lengthMs }];
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

function wrap(radians: number): number {
  return radians - 2 * Math.PI * Math.round(radians / (2 * Math.PI));
}
