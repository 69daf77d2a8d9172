import { ANNOUNCEMENT, SCORES, type Score } from "./scores.js";
import { SAMPLE_RATE_HZ, synthesise } from "./synthesis.js";

/** One item of the simulated library; the sound is made when it is first asked for. */
export interface Tune {
  readonly id: string;
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  /** What Music Assistant tells its clients: whole seconds, rounded down (Sendspin reference 1.11). */
  readonly durationMs: number;
  /** The true length in frames of 48 kHz. */
  readonly frames: number;
  /** Interleaved 48 kHz stereo int16; the same array every time. Takes up to 0.3 s the first time. */
  samples(): Int16Array;
}

/** The library of the simulated Music Assistant: six traditional tunes, each in its own key, equal for equal seeds. */
export function createTunes(seed = 1): readonly Tune[] {
  return SCORES.map((score, index) => tuneOf(score, seed * 1_000 + index));
}

/** The sound of an announcement: about four seconds, not part of the library. */
export function createAnnouncement(seed = 1): Tune {
  return tuneOf(ANNOUNCEMENT, seed * 1_000 + 999);
}

function tuneOf(score: Score, seed: number): Tune {
  let rendered: Int16Array | undefined;
  return {
    id: score.id,
    title: score.title,
    artist: score.artist,
    album: score.album,
    durationMs: Math.floor(score.seconds) * 1_000,
    frames: Math.round(score.seconds * SAMPLE_RATE_HZ),
    samples: () => (rendered ??= synthesise(score, seed)),
  };
}
