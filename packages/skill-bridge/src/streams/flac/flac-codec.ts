import { flacFrameNumber, readFlacHeader } from "@ma-alexa/protocol/sendspin";
import type { StreamCodec } from "../stream-codec.js";
import { silentFrame } from "./silent-frame.js";

/**
 * FLAC as a server sends it under this header, which stands once in a response. Frames need nothing of each other, and players
 * follow numbers that begin again or are left out (Sendspin reference 1.6), so that silence may be put anywhere.
 */
export function flacCodec(header: Uint8Array): StreamCodec {
  const parameters = readFlacHeader(header);
  return {
    name: "flac",
    contentType: "audio/flac",
    head: header,
    silenceMs: (parameters.blockSamples / parameters.sampleRateHz) * 1_000,
    silence: (after) => {
      const number = after === undefined ? undefined : flacFrameNumber(after);
      return silentFrame(parameters, number === undefined ? 0 : number + 1);
    },
    primer: () => undefined,
    isSame: ({ name, head }) => name === "flac" && Buffer.compare(head, header) === 0,
  };
}
