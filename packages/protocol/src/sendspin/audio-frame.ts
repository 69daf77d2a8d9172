/** Chapter "Player binary messages" of Sendspin, plaintext dialect (Sendspin reference 1.5). Both ways. */
import { WireError } from "../wire.js";

const AUDIO_TYPE = 4;
const HEADER_BYTES = 9;

/** One chunk of encoded audio. */
export interface AudioFrame {
  /** Server µs at which the first sample must sound. */
  readonly timestampUs: number;
  /** Shares its memory with the frame it was read from. */
  readonly payload: Uint8Array;
}

/**
 * The audio in one binary frame; undefined for binary frames of another kind, which are to be ignored. An audio frame
 * without a whole header, or with a time that no number can hold, is a `WireError`.
 */
export function decodeAudioFrame(bytes: Uint8Array): AudioFrame | undefined {
  if (bytes[0] !== AUDIO_TYPE) return undefined;
  if (bytes.length < HEADER_BYTES) {
    throw new WireError("WIRE_MALFORMED", "An audio frame", "", "is shorter than its header");
  }
  const timestampUs = Number(new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES).getBigInt64(1));
  if (!Number.isSafeInteger(timestampUs)) {
    throw new WireError("WIRE_MALFORMED", "An audio frame", "timestamp", "is outside the safe range");
  }
  return { timestampUs, payload: bytes.subarray(HEADER_BYTES) };
}

/** The binary frame for one chunk. `timestampUs` is a safe integer, otherwise a `RangeError` is thrown. */
export function encodeAudioFrame(timestampUs: number, payload: Uint8Array): Uint8Array {
  if (!Number.isSafeInteger(timestampUs)) throw new RangeError("The timestamp of an audio frame is no safe integer.");
  const bytes = new Uint8Array(HEADER_BYTES + payload.length);
  bytes[0] = AUDIO_TYPE;
  new DataView(bytes.buffer).setBigInt64(1, BigInt(timestampUs));
  bytes.set(payload, HEADER_BYTES);
  return bytes;
}
