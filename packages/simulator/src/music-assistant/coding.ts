/** How the sound of one stream is cut into chunks and written. */
export interface Coding {
  readonly codec: "pcm" | "flac";
  /** `codec_header` of `stream/start`. */
  readonly header?: Uint8Array;
  /** Frames of sound in every chunk but the last. */
  readonly chunkFrames: number;
  /** One chunk of little-endian PCM as it goes over the wire. */
  encode(pcm: Uint8Array): Uint8Array;
}

/** PCM comes in chunks of 25 ms (Sendspin reference 1.6). */
export const PCM_CODING: Coding = { codec: "pcm", chunkFrames: 1_200, encode: (pcm) => pcm };
