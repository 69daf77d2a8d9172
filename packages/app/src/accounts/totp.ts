import { createHmac } from "node:crypto";

const STEP_MS = 30_000;
const DIGITS = 6;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** Fewer are no authenticator's secret (RFC 4226, section 4). */
const MIN_BYTES = 10;

/** What an authenticator app shows at one moment. */
export interface TotpCode {
  readonly code: string;
  readonly secondsLeft: number;
}

/** The bytes of an authenticator's secret as Amazon shows it: base32, spaces and case do not matter; undefined if it is none. */
export function readTotpSecret(text: string): Uint8Array | undefined {
  const letters = text.toUpperCase().replace(/[\s-]|=+$/g, "");
  const values = Array.from(letters, (letter) => ALPHABET.indexOf(letter));
  if (values.includes(-1)) return undefined;
  const bits = values.map((value) => value.toString(2).padStart(5, "0")).join("");
  const bytes = bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  return bytes.length < MIN_BYTES ? undefined : Uint8Array.from(bytes);
}

/** The code of this moment: six digits, SHA-1, thirty seconds (RFC 6238). */
export function totpCode(secret: Uint8Array, atEpochMs: number): TotpCode {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(atEpochMs / STEP_MS)));
  const hash = createHmac("sha1", secret).update(counter).digest();
  const at = (hash.at(-1) ?? 0) & 0x0f;
  const number = (hash.readUInt32BE(at) & 0x7fff_ffff) % 10 ** DIGITS;
  return {
    code: String(number).padStart(DIGITS, "0"),
    secondsLeft: Math.ceil((STEP_MS - (atEpochMs % STEP_MS)) / 1_000),
  };
}
