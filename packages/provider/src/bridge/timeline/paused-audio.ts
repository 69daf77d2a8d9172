import type { Frame } from "./held-audio.js";
import { SampleTrail } from "./sample-trail.js";

/** The server goes on where it believed to be when it paused; its messages and clocks are right to less than this. */
const SEARCHED_US = 2_000_000;
/** Less than that nobody misses, and nobody minds to hear again. */
const WORTH_IT_US = 300_000;
/** What a position in samples and one in µs differ by. */
const SAME_US = 1_000;

/** How new audio goes on with what was paused. All times are of the timeline before, server µs. */
export type Resumption =
  /** It is something else, as far as the samples say. */
  | { readonly kind: "anew" }
  /** It goes on where the Echo fell silent, or so near that nobody would miss or mind it. */
  | { readonly kind: "goesOn" }
  /** It goes on at `toUs`, and what lies from `fromUs` to there was not heard. */
  | { readonly kind: "unheard"; readonly fromUs: number; readonly toUs: number }
  /** So much of it, in µs, was heard already. */
  | { readonly kind: "heard"; readonly us: number };

/**
 * What lay ready when a stream was paused. Where the Echo fell silent is not where the server believes that it paused: servers
 * before aiosendspin 5 do not know how late an Echo sounds, the others only what was last measured (Sendspin reference 1.12, lead
 * of the first timestamp). Whether new audio goes on with the old is not said by any message, so it is proven on the samples
 * themselves. Frames of FLAC begin where their encoder does and are never found again.
 */
export class PausedAudio {
  readonly #trail = new SampleTrail();
  /** Where the newest generation began. */
  #beganUs = 0;
  #pausedUs: number | undefined;

  /** A generation begins: what came before is forgotten. */
  begin(startUs: number): void {
    this.#trail.clear();
    this.#beganUs = startUs;
    this.#pausedUs = undefined;
  }

  /** A piece of PCM of the newest generation. */
  add(frame: Frame): void {
    this.#trail.add(frame);
  }

  /** The generation ended; `atUs`: where the server paused it, undefined when it cannot go on. */
  pause(atUs: number | undefined): void {
    this.#pausedUs = atUs;
  }

  /** What `first`, the first audio after the pause, is to what came before it; `heardUs`: where the Echo fell silent. */
  resume(first: Frame, heardUs: number | undefined): Resumption {
    if (this.#pausedUs === undefined || heardUs === undefined) return { kind: "anew" };
    const goesOnUs = this.#trail.find(first.bytes, this.#pausedUs, SEARCHED_US);
    if (goesOnUs === undefined) return { kind: "anew" };
    const fromUs = Math.max(heardUs, this.#beganUs);
    if (goesOnUs - fromUs >= WORTH_IT_US) return { kind: "unheard", fromUs, toUs: goesOnUs };
    // Somebody who pressed play anew soon after the first time wants the beginning.
    if (goesOnUs - this.#beganUs < SAME_US) return { kind: "anew" };
    return heardUs - goesOnUs < WORTH_IT_US ? { kind: "goesOn" } : { kind: "heard", us: heardUs - goesOnUs };
  }
}
