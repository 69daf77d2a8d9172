/** The pairing token that a person carries from the bridge to the server (Sendspin reference 2.9). */
import { WireError } from "../wire.js";

const KEY_BYTES = 32;
const PREFIX = "SP:";
const VERSION = "0";
/** RFC 4648, with `9` written for `2`, which is hard to tell from Z. */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ934567";
const BITS_PER_CHARACTER = 5;
const BODY_LENGTH = Math.ceil((2 * KEY_BYTES * 8) / BITS_PER_CHARACTER);

/** The client's public key and its pairing PSK, 32 bytes each. The PSK is a secret. */
export interface PairingToken {
  readonly clientKey: Uint8Array;
  readonly pairingPsk: Uint8Array;
}

/** The token's text, 107 characters. Throws `RangeError` unless both parts have 32 bytes. */
export function encodePairingToken({ clientKey, pairingPsk }: PairingToken): string {
  if (clientKey.length !== KEY_BYTES || pairingPsk.length !== KEY_BYTES)
    throw new RangeError("Both parts of a pairing token have 32 bytes.");
  return PREFIX + VERSION + encodeBase32(new Uint8Array([...clientKey, ...pairingPsk]));
}

/** What a token's text holds; spaces around it, small letters and a missing prefix are forgiven. Else `WireError`. */
export function decodePairingToken(text: string): PairingToken {
  const token = text.trim().toUpperCase();
  const body = token.startsWith(PREFIX) ? token.slice(PREFIX.length) : token;
  if (!body.startsWith(VERSION)) throw malformed("is of a version that is not known");
  const bytes = decodeBase32(body.slice(VERSION.length).replaceAll("2", "9").replaceAll("=", ""));
  return { clientKey: bytes.subarray(0, KEY_BYTES), pairingPsk: bytes.subarray(KEY_BYTES) };
}

function encodeBase32(bytes: Uint8Array): string {
  let [text, value, bits] = ["", 0, 0];
  for (const byte of bytes) {
    value = (value << 8) | byte;
    for (bits += 8; bits >= BITS_PER_CHARACTER; bits -= BITS_PER_CHARACTER)
      text += ALPHABET[(value >>> (bits - BITS_PER_CHARACTER)) & 31] ?? "";
    value &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + (ALPHABET[(value << (BITS_PER_CHARACTER - bits)) & 31] ?? "");
}

function decodeBase32(text: string): Uint8Array {
  if (text.length !== BODY_LENGTH) throw malformed(`does not have ${String(BODY_LENGTH)} characters after its version`);
  const bytes = new Uint8Array(2 * KEY_BYTES);
  let [at, value, bits] = [0, 0, 0];
  for (const character of text) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) throw malformed("holds a character that no token has");
    value = (value << BITS_PER_CHARACTER) | digit;
    bits += BITS_PER_CHARACTER;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = value >>> bits;
      value &= (1 << bits) - 1;
    }
  }
  return bytes;
}

function malformed(complaint: string): WireError {
  return new WireError("WIRE_MALFORMED", "A pairing token", "", complaint);
}
