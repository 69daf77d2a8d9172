import { FLACDecoder } from "@wasm-audio-decoders/flac";
import { MPEGDecoder } from "mpg123-decoder";

/** The left channel of a body as an Echo would sound it. */
export async function decoded(body: Uint8Array, codec: "mp3" | "flac"): Promise<Float32Array> {
  if (codec === "mp3") {
    const decoder = new MPEGDecoder({ enableGapless: false });
    await decoder.ready;
    const { channelData } = decoder.decode(body);
    decoder.free();
    return channelData[0] ?? new Float32Array();
  }
  const decoder = new FLACDecoder();
  await decoder.ready;
  const { channelData } = await decoder.decodeFile(body);
  decoder.free();
  return channelData[0] ?? new Float32Array();
}
