import type { Score } from "./scores.js";
import { seededRandom, type SeededRandom } from "./random.js";

/** Every tune is rendered at this rate, stereo, 16 bit: the one format our players advertise. */
export const SAMPLE_RATE_HZ = 48_000;

const SEMITONES: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const TAIL_SECONDS = 1.6;
const PEAK = 0.72;

interface Event {
  readonly name: string;
  readonly startBeats: number;
  readonly beats: number;
}

interface Partial {
  readonly hertz: number;
  readonly level: number;
  /** Seconds until the partial has fallen to 37 %. */
  readonly decay: number;
  readonly attack: number;
  readonly startSeconds: number;
  readonly seconds: number;
}

/** Renders `score` as interleaved 48 kHz stereo int16; the same seed gives the same samples. */
export function synthesise(score: Score, seed: number): Int16Array {
  const frames = Math.round(score.seconds * SAMPLE_RATE_HZ);
  const random = seededRandom(seed);
  const left = new Float32Array(frames);
  const right = new Float32Array(frames);
  const melody = parse(score.melody);
  const chords = parse(score.chords);
  const beat = (score.seconds - TAIL_SECONDS) / Math.max(lengthOf(melody), lengthOf(chords));
  for (const note of ringing(melody)) addMelody(left, right, note, beat, score.transpose, random);
  for (const chord of ringing(chords)) addChord(left, right, chord, beat, score.transpose, random);
  addAir(left, right, beat, random);
  return interleave(left, right);
}

function parse(line: string): Event[] {
  let at = 0;
  return line.split(" ").map((word) => {
    const [name = "-", length = "1"] = word.split("/");
    const event = { name, startBeats: at, beats: Number(length) };
    at += event.beats;
    return event;
  });
}

/** The last event sounds until the tune is over. */
function ringing(events: readonly Event[]): Event[] {
  return events.map((event, index) => (index < events.length - 1 ? event : { ...event, beats: event.beats + 16 }));
}

function lengthOf(events: readonly Event[]): number {
  return events.reduce((sum, event) => sum + event.beats, 0);
}

function semitone(name: string): number {
  return (SEMITONES[name.charAt(0)] ?? 0) + (name.includes("#") ? 1 : 0);
}

function hertz(semitones: number, octave: number, random: SeededRandom): number {
  // A few cents of detuning per note keep two renderings of the same bar distinguishable.
  return 440 * 2 ** ((semitones - 9) / 12 + octave - 4 + random.between(-3, 3) / 1_200);
}

function addMelody(
  left: Float32Array,
  right: Float32Array,
  note: Event,
  beat: number,
  transpose: number,
  random: SeededRandom,
): void {
  if (note.name === "-") return;
  const base = hertz(semitone(note.name) + transpose, Number(note.name.slice(-1)), random);
  const velocity = random.between(0.85, 1);
  const startSeconds = Math.max(0, note.startBeats * beat + random.between(-0.006, 0.006));
  const harmonics = [1, 0.42, 0.2, 0.09, 0.04];
  harmonics.forEach((share, index) => {
    const level = 0.3 * share * velocity;
    const partial = { level, decay: 0.9 / (index + 1) ** 0.6, attack: 0.006, startSeconds };
    const seconds = note.beats * beat + 0.35;
    const spread = random.between(0.999, 1.001);
    addPartial(left, { ...partial, seconds, hertz: base * (index + 1) }, random);
    addPartial(right, { ...partial, seconds, hertz: base * (index + 1) * spread, level: level * 0.8 }, random);
  });
}

function addChord(
  left: Float32Array,
  right: Float32Array,
  chord: Event,
  beat: number,
  transpose: number,
  random: SeededRandom,
): void {
  const root = semitone(chord.name) + transpose;
  const minor = chord.name.endsWith("m");
  const startSeconds = chord.startBeats * beat;
  const seconds = chord.beats * beat + 0.08;
  for (const interval of [0, minor ? 3 : 4, 7]) {
    // Folded into one octave, so that changing chords move by small steps.
    const voice = (((root + interval) % 12) + 12) % 12;
    const pad = { level: 0.075, decay: 6, attack: 0.09, startSeconds, seconds };
    addPartial(left, { ...pad, hertz: hertz(voice, 4, random) }, random);
    addPartial(right, { ...pad, hertz: hertz(voice, 4, random) }, random);
  }
  const bass = { level: 0.2, decay: 1.6, attack: 0.012, startSeconds, seconds };
  const low = hertz(((root % 12) + 12) % 12, 2, random);
  for (const side of [left, right]) {
    addPartial(side, { ...bass, hertz: low }, random);
    addPartial(side, { ...bass, hertz: 2 * low, level: 0.07 }, random);
  }
}

/** A damped sine by recursion (two multiplications per sample), with a straight attack and a 15 ms release. */
function addPartial(side: Float32Array, partial: Partial, random: SeededRandom): void {
  const start = Math.round(partial.startSeconds * SAMPLE_RATE_HZ);
  const end = Math.min(side.length, start + Math.round(partial.seconds * SAMPLE_RATE_HZ));
  const step = (2 * Math.PI * partial.hertz) / SAMPLE_RATE_HZ;
  const damping = Math.exp(-1 / (partial.decay * SAMPLE_RATE_HZ));
  const phase = random.between(0, 2 * Math.PI);
  const forward = 2 * damping * Math.cos(step);
  const back = damping * damping;
  let before = (partial.level * Math.sin(phase - step)) / damping;
  let now = partial.level * Math.sin(phase);
  const attack = Math.round(partial.attack * SAMPLE_RATE_HZ);
  const release = Math.round(0.015 * SAMPLE_RATE_HZ);
  for (let frame = start; frame < end; frame++) {
    const envelope = Math.min(1, (frame - start) / attack, (end - frame) / release);
    side[frame] = (side[frame] ?? 0) + now * envelope;
    const next = forward * now - back * before;
    before = now;
    now = next;
  }
}

/**
 * A breath of wide-band noise and a soft shaker on every beat. It never repeats, so that any 100 ms of a tune can be
 * found again to the sample, which held chords alone would not allow.
 */
function addAir(left: Float32Array, right: Float32Array, beat: number, random: SeededRandom): void {
  let state = Math.floor(random.between(1, 2 ** 31));
  const beatFrames = Math.round(beat * SAMPLE_RATE_HZ);
  const fall = Math.exp(-1 / (0.035 * SAMPLE_RATE_HZ));
  let shake = 0;
  let lowLeft = 0;
  let lowRight = 0;
  let fast = 0;
  for (let frame = 0; frame < left.length; frame++) {
    if (frame % beatFrames === 0) shake = 0.1;
    shake *= fall;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const white = ((state & 0xffff) - 32_768) / 32_768;
    const other = ((state >>> 16) - 32_768) / 32_768;
    // Between about 400 Hz and 6 kHz: where MP3 at 192 kbit/s keeps every line.
    fast += 0.55 * (white + 0.3 * other - fast);
    lowLeft += 0.05 * (fast - lowLeft);
    lowRight += 0.05 * (fast - 0.6 * other - lowRight);
    const level = 0.04 + shake;
    left[frame] = (left[frame] ?? 0) + (fast - lowLeft) * level;
    right[frame] = (right[frame] ?? 0) + (fast - 0.6 * other - lowRight) * level;
  }
}

function interleave(left: Float32Array, right: Float32Array): Int16Array {
  let peak = 1e-9;
  for (let frame = 0; frame < left.length; frame++) {
    peak = Math.max(peak, Math.abs(left[frame] ?? 0), Math.abs(right[frame] ?? 0));
  }
  const fade = Math.round(0.02 * SAMPLE_RATE_HZ);
  const samples = new Int16Array(2 * left.length);
  for (let frame = 0; frame < left.length; frame++) {
    const gain = (32_767 * PEAK * Math.min(1, frame / fade, (left.length - 1 - frame) / fade)) / peak;
    samples[2 * frame] = Math.round((left[frame] ?? 0) * gain);
    samples[2 * frame + 1] = Math.round((right[frame] ?? 0) * gain);
  }
  return samples;
}
