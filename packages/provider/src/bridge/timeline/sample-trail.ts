import type { Frame } from "./held-audio.js";

const SAMPLE_BYTES = 4;
const US_PER_SAMPLE = 1_000_000 / 48_000;
/** One sample in eight is remembered, by one byte: enough to know audio again, at a thirtieth of its memory. */
const STRIDE = 8;
/** Eighteen seconds: the ten that a server may send ahead, and what an Echo may be late. */
const MOST_PRINTS = (18 * 48_000) / STRIDE;
/** Three milliseconds; less may be anything. */
const LEAST_PRINTS = 18;
/** Timestamps that differ by more from what came before do not follow on it. */
const FOLLOWS_WITHIN_US = 1_000;

/** Audio of one generation by which its samples are known again: what servers send is the same to the bit when it is sent twice. */
export class SampleTrail {
  #prints: Uint8Array | undefined;
  #samples = 0;
  /** Where timestamps do not follow on what came before; the first is the beginning. */
  #parts: { readonly sample: number; readonly us: number }[] = [];

  /** The next piece of PCM. */
  add({ startUs, bytes }: Frame): void {
    const expectedUs = this.#usOf(this.#samples);
    if (expectedUs === undefined || Math.abs(expectedUs - startUs) > FOLLOWS_WITHIN_US)
      this.#parts.push({ sample: this.#samples, us: startUs });
    this.#prints ??= new Uint8Array(MOST_PRINTS);
    const count = Math.floor(bytes.byteLength / SAMPLE_BYTES);
    const first = (STRIDE - (this.#samples % STRIDE)) % STRIDE;
    for (let index = first; index < count; index += STRIDE)
      this.#prints[((this.#samples + index) / STRIDE) % MOST_PRINTS] = printOf(bytes, index);
    this.#samples += count;
  }

  clear(): void {
    this.#samples = 0;
    this.#parts = [];
  }

  /** Where these very samples begin, as near as possible to a moment and no further from it than `withinUs`; server µs. */
  find(pcm: Uint8Array, nearUs: number, withinUs: number): number | undefined {
    if (isEverywhere(pcm)) return undefined;
    const { prints, firstPrint } = this.#inOrder();
    const found = Array.from({ length: STRIDE }, (_phase, phase) => {
      const sought = printsOf(pcm, phase);
      return sought.byteLength < LEAST_PRINTS
        ? []
        : allOf(prints, sought).map((at) => (firstPrint + at) * STRIDE - phase);
    }).flat();
    return found
      .flatMap((sample) => this.#usOf(sample) ?? [])
      .filter((us) => Math.abs(us - nearUs) <= withinUs)
      .sort((one, other) => Math.abs(one - nearUs) - Math.abs(other - nearUs))[0];
  }

  /** What is remembered, oldest first. */
  #inOrder(): { readonly prints: Buffer; readonly firstPrint: number } {
    const end = Math.ceil(this.#samples / STRIDE);
    const firstPrint = Math.max(0, end - MOST_PRINTS);
    const all = this.#prints ?? new Uint8Array(0);
    const turn = firstPrint % MOST_PRINTS;
    return {
      prints: Buffer.concat([all.subarray(turn), all.subarray(0, turn)]).subarray(0, end - firstPrint),
      firstPrint,
    };
  }

  #usOf(sample: number): number | undefined {
    const part = this.#parts.findLast((one) => one.sample <= sample);
    return part === undefined ? undefined : part.us + Math.round((sample - part.sample) * US_PER_SAMPLE);
  }
}

/** Silence, and whatever else repeats itself with every sample. */
function isEverywhere(pcm: Uint8Array): boolean {
  return pcm.every((byte, index) => byte === pcm[index % SAMPLE_BYTES]);
}

function printOf(pcm: Uint8Array, sample: number): number {
  const at = sample * SAMPLE_BYTES;
  return ((pcm[at] ?? 0) + (pcm[at + 1] ?? 0) * 3 + (pcm[at + 2] ?? 0) * 7 + (pcm[at + 3] ?? 0) * 13) & 0xff;
}

/** Every eighth sample from `first` on. */
function printsOf(pcm: Uint8Array, first: number): Uint8Array {
  const count = Math.max(0, Math.ceil((Math.floor(pcm.byteLength / SAMPLE_BYTES) - first) / STRIDE));
  return Uint8Array.from({ length: count }, (_print, index) => printOf(pcm, first + index * STRIDE));
}

/** Every place of `part` in `whole`. */
function allOf(whole: Buffer, part: Uint8Array): number[] {
  const places: number[] = [];
  for (let at = whole.indexOf(part); at >= 0; at = whole.indexOf(part, at + 1)) places.push(at);
  return places;
}
