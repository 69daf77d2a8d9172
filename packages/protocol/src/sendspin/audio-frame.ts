/** Chapter "Player binary messages" of Sendspin (Sendspin reference 1.5). Both ways. */
import { WireError } from "../wire.js";

const AUDIO_TYPE = 4;
/** Type and timestamp: plaintext, and dialect E9. */
export const SHORT_AUDIO_HEADER = 9;
/** Type, timestamp and `send_ahead`, which is for measurement only: dialect E10. */
export const LONG_AUDIO_HEADER = 13;
export type AudioHeaderBytes = typeof SHORT_AUDIO_HEADER | typeof LONG_AUDIO_HEADER;

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
export function decodeAudioFrame(
  bytes: Uint8Array,
  headerBytes: AudioHeaderBytes = SHORT_AUDIO_HEADER,
): AudioFrame | undefined {
  if (bytes[0] !== AUDIO_TYPE) return undefined;
  if (bytes.length < headerBytes) {
    throw new WireError("WIRE_MALFORMED", "An audio frame", "", "is shorter than its header");
  }
  const timestampUs = Number(new DataView(bytes.buffer, bytes.byteOffset, headerBytes).getBigInt64(1));
  if (!Number.isSafeInteger(timestampUs)) {
    throw new WireError("WIRE_MALFORMED", "An audio frame", "timestamp", "is outside the safe range");
  }
  return { timestampUs, payload: bytes.subarray(headerBytes) };
}

/** The binary frame for one chunk; `send_ahead` is not measured. An unsafe `timestampUs` is a `RangeError`. */
export function encodeAudioFrame(
  timestampUs: number,
  payload: Uint8Array,
  headerBytes: AudioHeaderBytes = SHORT_AUDIO_HEADER,
): Uint8Array {
  if (!Number.isSafeInteger(timestampUs)) throw new RangeError("The timestamp of an audio frame is no safe integer.");
  const bytes = new Uint8Array(headerBytes + payload.length);
  bytes[0] = AUDIO_TYPE;
  new DataView(bytes.buffer).setBigInt64(1, BigInt(timestampUs));
  bytes.set(payload, headerBytes);
  return bytes;
}
