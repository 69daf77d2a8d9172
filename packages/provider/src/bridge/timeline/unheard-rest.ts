import { pcmDurationUs } from "./audio-format.js";
import type { Frame } from "./held-audio.js";

const US_PER_BYTE = 1_000_000 / 48_000 / 4;
const SAMPLE_BYTES = 4;
/** The server goes on where it believed to be when it paused; its messages and clocks are right to less than this. */
const SEARCHED_US = 2_000_000;
/** Less than that nobody misses. */
const WORTH_PLAYING_US = 300_000;

/**
 * What lay ready when a stream was paused. Servers before aiosendspin 5 do not know how late an Echo sounds: they pause ahead of
 * what was heard, and after the resume those seconds would be missing (Sendspin reference 1.12, lead of the first timestamp).
 * Whether new audio goes on with the old is not said by any message, so it is proven on the samples themselves. Frames of FLAC
 * begin where their encoder does and are never found again.
 */
export class UnheardRest {
  #frames: readonly Frame[] = [];
  #pausedUs = 0;

  /** Keeps the frames of a paused generation; `pausedUs`: the server's clock at the pause. */
  keep(frames: readonly Frame[], pausedUs: number | undefined): void {
    this.#frames = pausedUs === undefined ? [] : frames;
    this.#pausedUs = pausedUs ?? 0;
  }

  clear(): void {
    this.#frames = [];
  }

  /**
   * The audio from `heardUs`, where the Echo fell silent, up to where `first` goes on, with timestamps that lead up to it. Empty
   * when `first` is something else, or everything before it has been heard.
   */
  before(first: Frame, heardUs: number | undefined): readonly Frame[] {
    const oldestUs = this.#frames[0]?.startUs;
    if (heardUs === undefined || oldestUs === undefined || heardUs < oldestUs) return [];
    const goesOnUs = this.#find(first.bytes);
    if (goesOnUs === undefined || goesOnUs - heardUs < WORTH_PLAYING_US) return [];
    const shiftUs = first.startUs - goesOnUs;
    return this.#frames
      .map((frame) => cut(frame, heardUs, goesOnUs))
      .filter(({ bytes }) => bytes.byteLength > 0)
      .map(({ startUs, ...frame }) => ({ startUs: startUs + shiftUs, ...frame }));
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
function cut({ startUs, bytes }: Frame, fromUs: number, toUs: number): Frame {
  const bytesTo = (us: number): number => Math.round((us - startUs) / US_PER_BYTE / SAMPLE_BYTES) * SAMPLE_BYTES;
  const from = Math.max(0, bytesTo(fromUs));
  const to = Math.min(bytes.byteLength, Math.max(from, bytesTo(toUs)));
  const part = bytes.subarray(from, to);
  return {
    startUs: startUs + pcmDurationUs(bytes.subarray(0, from)),
    durationUs: pcmDurationUs(part),
    bytes: part,
  };
}
