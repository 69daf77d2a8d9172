import type { DialectName } from "@ma-alexa/protocol/sendspin";

import type { Wire } from "./wire.js";

/** How well a player's connection to Music Assistant is protected, for a person. */
export interface SecurityState {
  /** `unknown` before the first connection. */
  readonly dialect: DialectName | "unknown";
  readonly encrypted: boolean;
  /** Both sides hold a secret of their own. */
  readonly paired: boolean;
  /** Music Assistant waits for its operator before it lets this player play. */
  readonly needsApproval: boolean;
}

export const UNKNOWN_SECURITY: SecurityState = {
  dialect: "unknown",
  encrypted: false,
  paired: false,
  needsApproval: false,
};

/** The protection of one connection. `isApproved`: its server lets us play, or is about to. */
export function securityOf({ dialect, trust }: Wire, isApproved: boolean): SecurityState {
  const encrypted = trust !== undefined;
  return { dialect: dialect.name, encrypted, paired: trust === "long-term", needsApproval: encrypted && !isApproved };
}
