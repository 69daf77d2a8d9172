import type { PlayerSecurity } from "@ma-alexa/protocol/admin";

const ENCRYPTED = { paired: "Encrypted and paired with Music Assistant.", open: "Encrypted, not paired yet." } as const;

/** How a player's connection to Music Assistant is protected, in a sentence. */
export function securityWords({ dialect, encrypted, paired }: PlayerSecurity): string {
  if (dialect === "unknown") return "Music Assistant has not greeted this player yet.";
  if (!encrypted) return "Unencrypted, as this version of Music Assistant does it.";
  return paired ? ENCRYPTED.paired : ENCRYPTED.open;
}
