import type { Account, AccountStateKind } from "@ma-alexa/protocol/admin";

/** What an account is, as the page says it. */
export const ACCOUNT_STATE_WORDS: Readonly<Record<AccountStateKind, string>> = {
  "signed-out": "Signed out",
  "signing-in": "Signing in…",
  ready: "Signed in",
  degraded: "Signed in, in trouble",
  "login-required": "Sign-in needed",
};

const dateOf = (epochMs: number): string => new Date(epochMs).toLocaleDateString([], { dateStyle: "long" });

/** Since when, and until when, its sign-in lasts. */
export function lastingOf(account: Account, nowEpochMs: number): string {
  const since = `Signed in since ${dateOf(account.signedInAtEpochMs)}.`;
  if (account.state === "login-required" || account.endsAtEpochMs === undefined) return since;
  if (account.endsAtEpochMs < nowEpochMs) return `${since} Its session should have been renewed by now.`;
  return `${since} Renewed by itself every few days; it would last until ${dateOf(account.endsAtEpochMs)} without.`;
}
