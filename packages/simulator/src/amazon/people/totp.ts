import { createHmac } from "node:crypto";

const STEP_MS = 30_000;
const DIGITS = 6;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * The six digits that an authenticator app shows at `epochMs` (RFC 6238 with SHA-1 and steps of 30 s). `secret` is base32,
 * as Amazon shows it: spaces and small letters are fine. Throws where it is no base32.
 */
export function totp(secret: string, epochMs: number): string {
  return hotp(decodeBase32(secret), stepAt(epochMs));
}

/** The number of the step of 30 s in which `epochMs` lies. */
function stepAt(epochMs: number): number {
  return Math.floor(epochMs / STEP_MS);
}

/** The step around `epochMs`, one early or late allowed, whose code this is; undefined when it is none of them. */
export function matchingStep(secret: string, code: string, epochMs: number): number | undefined {
  const key = decodeBase32(secret);
  const now = stepAt(epochMs);
  return [now, now - 1, now + 1].find((step) => hotp(key, step) === code.trim());
}

/** RFC 4226: the code of one counter value. */
function hotp(key: Buffer, counter: number): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const digest = createHmac("sha1", key).update(message).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  const number = digest.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}

function decodeBase32(text: string): Buffer {
  const letters = text.replace(/[\s=]/g, "").toUpperCase();
  const bits = Array.from(letters, (letter) => {
    const value = ALPHABET.indexOf(letter);
    if (value === -1) throw new TypeError("The authenticator's secret is no base32 text");
    return value.toString(2).padStart(5, "0");
  });
  const octets = bits.join("").match(/.{8}/g) ?? [];
  return Buffer.from(octets.map((octet) => Number.parseInt(octet, 2)));
}
