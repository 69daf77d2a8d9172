import { createMp3Encoder } from "wasm-media-encoders";

/** A sine of `hertz` on both sides as MP3, 48 kHz, CBR 320 kbit/s: 40 000 bytes a second. */
export async function sineMp3(hertz: number, seconds: number): Promise<Uint8Array> {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate: 48_000, channels: 2, bitrate: 320 });
  const samples = Float32Array.from({ length: 48_000 * seconds }, (_, frame) => {
    return 0.5 * Math.sin((2 * Math.PI * hertz * frame) / 48_000);
  });
  return Buffer.concat([encoder.encode([samples, samples]).slice(), encoder.finalize().slice()]);
}
