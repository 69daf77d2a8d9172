import type { Wire } from "./wire.js";

/** Whether a server that has greeted us lets us play, and what a person must do where it does not. */
export type Grant = "granted" | "needs-approval" | "needs-pairing";

/** A server that believes in a pairing that we have lost gives no role before it is made anew (Sendspin reference 2.3). */
export function grantOf(roles: readonly string[], wire: Wire | undefined): Grant {
  if (roles.some(isPlayer)) return "granted";
  return wire?.hasMismatch === true ? "needs-pairing" : "needs-approval";
}

/** Whether a role, whatever its version, is that of a player. */
export function isPlayer(role: string): boolean {
  return role.startsWith("player@");
}
