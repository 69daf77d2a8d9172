import { MPEGDecoder } from "mpg123-decoder";
import { SAMPLE_RATE } from "./heard.js";

/** MP3 bytes become interleaved 16-bit stereo at 48 kHz. A WebAssembly decoder lives inside until `free` is called. */
export class Mp3Decoding {
  // Gapless decoding cuts what it takes for the encoder's padding; an endless stream has none.
  readonly #decoder = new MPEGDecoder({ enableGapless: false });
  #isFree = false;

  /** Resolves when `decode` may be called. */
  get ready(): Promise<void> {
    return this.#decoder.ready;
  }

  /** The samples that `bytes` complete, or the reason why the Echo cannot play them. */
  decode(bytes: Uint8Array): Int16Array | { readonly refused: string } {
    const { channelData, samplesDecoded, sampleRate } = this.#decoder.decode(bytes);
    const [left, right] = channelData;
    if (samplesDecoded === 0 || left === undefined) return new Int16Array(0);
    if (sampleRate !== SAMPLE_RATE) return { refused: `The simulated Echo plays 48 kHz only, not ${sampleRate} Hz` };
    return interleave(left, right ?? left, samplesDecoded);
  }

  /** Gives the decoder's memory back; twice does nothing. */
  free(): void {
    if (this.#isFree) return;
    this.#isFree = true;
    void this.#decoder.ready.then(() => {
      this.#decoder.free();
    });
  }
}

function interleave(left: Float32Array, right: Float32Array, frames: number): Int16Array {
  const samples = new Int16Array(frames * 2);
  for (let frame = 0; frame < frames; frame++) {
    samples[2 * frame] = toInt16(left[frame] ?? 0);
    samples[2 * frame + 1] = toInt16(right[frame] ?? 0);
  }
  return samples;
}

function toInt16(sample: number): number {
  return Math.round(Math.max(-1, Math.min(1, sample)) * 32_767);
}
