import { FRAME_MS } from "./mp3/format.js";
import { primer } from "./silence.js";

/** What a response must know of the codec that it is made of. */
export interface StreamCodec {
  /** Also the suffix of addresses. */
  readonly name: "mp3" | "flac";
  readonly contentType: string;
  /** What stands before the first frame of a response. */
  readonly head: Uint8Array;
  /** How long one frame of silence is, ms. */
  readonly silenceMs: number;
  /** One frame of silence, which follows on `after`, the frame written before it. */
  silence(after: Uint8Array | undefined): Uint8Array;
  /** What must stand before `frame` where it does not follow `before`, the bytes of the frame it was encoded after. */
  primer(before: Uint8Array | undefined, frame: Uint8Array): Uint8Array | undefined;
  /** Whether the frames of the other may follow in the same response. */
  isSame(other: StreamCodec): boolean;
}

const NOTHING = new Uint8Array(0);

/** MP3; `silence` is one frame of `encodeSilence`. */
export function mp3Codec(silence: Uint8Array): StreamCodec {
  return {
    name: "mp3",
    contentType: "audio/mpeg",
    head: NOTHING,
    silenceMs: FRAME_MS,
    silence: () => silence,
    primer,
    isSame: ({ name }) => name === "mp3",
  };
}
