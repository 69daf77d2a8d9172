import type { SourceEvent } from "../ports.js";
import { flacCodec } from "./flac/flac-codec.js";
import { FlacPassage } from "./flac/flac-passage.js";
import type { Frame } from "./frame-ring.js";
import { GenerationEncoder, type Encoding, type GenerationEncoderParts } from "./generation-encoder.js";
import { frameBytes, type BitrateKbps } from "./mp3/format.js";
import { mp3Codec, type StreamCodec } from "./stream-codec.js";
import { unheardFrames, type UnheardFrames } from "./unheard-frames.js";

/** What a generation is encoded with. */
interface EncodingParts extends Pick<GenerationEncoderParts, "pool" | "bitrateKbps" | "onFrames"> {
  /** One frame of encoded silence at a bit rate. */
  readonly silence: (bitrateKbps: BitrateKbps) => Uint8Array;
}

/** How a generation becomes frames. */
interface BegunEncoding {
  readonly codec: StreamCodec;
  readonly encoding: Encoding;
  /** What of the generation before is to be heard first. */
  readonly unheard: readonly Frame[];
}

type Begun = Extract<SourceEvent, { kind: "generation" }>;

/** Begins the encoding of a generation, or the passing on of FLAC; `kept`: the frames of the generation before. */
export function beginEncoding(begun: Begun, kept: readonly Frame[], parts: EncodingParts): BegunEncoding {
  const { generation, format } = begun;
  const { pool, bitrateKbps, silence, onFrames } = parts;
  if (format.codec === "flac") {
    const encoding = new FlacPassage({ generation, onFrames });
    return { codec: flacCodec(format.header), encoding, unheard: [] };
  }
  const { frames, joinsAtUs } = unheardOf(begun, kept, bitrateKbps);
  const encoding = new GenerationEncoder({ generation, pool, bitrateKbps, joinsAtUs, onFrames });
  return { codec: mp3Codec(silence(bitrateKbps)), encoding, unheard: frames };
}

/** Frames of another bit rate would break what a part of an item was promised to be. */
function unheardOf(
  { generation, startUs, unheard }: Begun,
  kept: readonly Frame[],
  bitrateKbps: BitrateKbps,
): UnheardFrames {
  const isSameSize = kept.at(-1)?.bytes.byteLength === frameBytes(bitrateKbps);
  if (unheard === undefined || !isSameSize) return { frames: [], joinsAtUs: undefined };
  return unheardFrames(kept, { generation, startUs, unheard });
}
