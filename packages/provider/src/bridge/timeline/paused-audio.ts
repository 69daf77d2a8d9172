import { pcmDurationUs } from "./audio-format.js";
import type { Frame } from "./held-audio.js";

const US_PER_BYTE = 1_000_000 / 48_000 / 4;
const SAMPLE_BYTES = 4;
/** The server goes on where it believed to be when it paused; its messages and clocks are right to less than this. */
const SEARCHED_US = 2_000_000;
/** The Echo tells a little later than it falls silent where that was. */
const TOLD_LATER_US = 3_000_000;
/** Less than that nobody misses, and nobody minds to hear again. */
const WORTH_IT_US = 300_000;
/** What a position in bytes and one in µs differ by. */
const SAME_US = 1_000;

/**
 * What lay ready when a stream was paused. Where the Echo fell silent is not where the server believes that it paused: servers
 * before aiosendspin 5 do not know how late an Echo sounds, the others only what was last measured (Sendspin reference 1.12, lead
 * of the first timestamp). Whether new audio goes on with the old is not said by any message, so it is proven on the samples
 * themselves. Frames of FLAC begin where their encoder does and are never found again.
 */
export class PausedAudio {
  #frames: readonly Frame[] = [];
  #pausedUs = 0;
  /** Where the oldest of the paused audio began. */
  #beganUs = 0;

  /** Keeps what a resume may need of a paused generation; `pausedUs`: the server's clock at the pause; `heardUs`: what sounds then. */
  keep(frames: readonly Frame[], pausedUs: number | undefined, heardUs: number | undefined): void {
    if (pausedUs === undefined) {
      this.#frames = [];
      return;
    }
    const fromUs = Math.min(pausedUs - SEARCHED_US, (heardUs ?? Infinity) - TOLD_LATER_US);
    this.#frames = frames.filter(
      ({ startUs, durationUs }) => startUs + durationUs > fromUs && startUs <= pausedUs + SEARCHED_US,
    );
    this.#pausedUs = pausedUs;
    this.#beganUs = frames[0]?.startUs ?? 0;
  }

  clear(): void {
    this.#frames = [];
  }

  /**
   * The audio from `heardUs`, where the Echo fell silent, up to where `first` goes on, with timestamps that lead up to it. Empty
   * when `first` is something else, or everything before it has been heard.
   */
  before(first: Frame, heardUs: number | undefined): readonly Frame[] {
    const goesOnUs = this.#find(first.bytes);
    if (goesOnUs === undefined || heardUs === undefined || goesOnUs - heardUs < WORTH_IT_US) return [];
    const shiftUs = first.startUs - goesOnUs;
    return this.#frames
      .map((frame) => cut(frame, heardUs, goesOnUs))
      .filter(({ bytes }) => bytes.byteLength > 0)
      .map(({ startUs, ...frame }) => ({ startUs: startUs + shiftUs, ...frame }));
  }

  /**
   * How much from `first` on has been heard already, in µs; 0 when `first` is something else, or begins where the paused audio began:
   * then somebody pressed play anew soon after the first time, and wants the beginning.
   */
  heardOf(first: Frame, heardUs: number | undefined): number {
    const goesOnUs = this.#find(first.bytes);
    if (goesOnUs === undefined || heardUs === undefined || heardUs - goesOnUs < WORTH_IT_US) return 0;
    if (goesOnUs - this.#beganUs < SAME_US) return 0;
    return heardUs - goesOnUs;
  }

  /** Where these very samples stand near the pause, server µs. */
  #find(pcm: Uint8Array): number | undefined {
    // Silence, and whatever else repeats itself within a sample, is everywhere.
    if (pcm.every((byte, index) => byte === pcm[index % SAMPLE_BYTES])) return undefined;
    const near = this.#frames.filter(({ startUs }) => Math.abs(startUs - this.#pausedUs) <= SEARCHED_US);
    const [begin] = near;
    if (begin === undefined) return undefined;
    const ready = Buffer.concat(near.map((frame) => frame.bytes));
    let best: number | undefined;
    for (let at = ready.indexOf(pcm); at >= 0; at = ready.indexOf(pcm, at + 1)) {
      const us = begin.startUs + at * US_PER_BYTE;
      const isNearer = best === undefined || Math.abs(us - this.#pausedUs) < Math.abs(best - this.#pausedUs);
      if (at % SAMPLE_BYTES === 0 && isNearer) best = us;
    }
    return best;
  }
}

/** The part of a frame of PCM between two moments, whole samples. */
export function cut({ startUs, bytes }: Frame, fromUs: number, toUs: number): Frame {
  const bytesTo = (us: number): number => Math.round((us - startUs) / US_PER_BYTE / SAMPLE_BYTES) * SAMPLE_BYTES;
  const from = Math.min(bytes.byteLength, Math.max(0, bytesTo(fromUs)));
  const to = Math.min(bytes.byteLength, Math.max(from, bytesTo(toUs)));
  const part = bytes.subarray(from, to);
  return {
    startUs: startUs + pcmDurationUs(bytes.subarray(0, from)),
    durationUs: pcmDurationUs(part),
    bytes: part,
  };
}
