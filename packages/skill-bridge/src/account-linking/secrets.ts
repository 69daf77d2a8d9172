import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A word that nobody can guess: `bytes` random bytes in base64url. */
export function newSecret(bytes = 32): string {
  return randomBytes(bytes).toString("base64url");
}

/** What is kept of a secret that only has to be recognised: its SHA-256 in base64url. */
export function fingerprint(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/** Compares in constant time, whatever the lengths. */
export function isSame(first: string, second: string): boolean {
  return timingSafeEqual(createHash("sha256").update(first).digest(), createHash("sha256").update(second).digest());
}
