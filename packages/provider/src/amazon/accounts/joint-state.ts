import type { AccountState } from "../session/session-machine.js";

/** An account as far as its part in the common state goes. */
interface Member {
  readonly label: string;
  readonly state: AccountState;
}

/** From the one that needs a person to the one that needs nobody. */
const WORST_FIRST: readonly AccountState["kind"][] = [
  "login-required",
  "degraded",
  "signing-in",
  "signed-out",
  "ready",
];

/** One state for all accounts: what is wrong with the worst of them, named when there are several. */
export function jointState(members: readonly Member[], nobodySinceEpochMs: number): AccountState {
  const [first, ...others] = members;
  if (first === undefined) {
    const reason = "No Amazon account is signed in; sign in in the dashboard or with: ma-alexa login";
    return { kind: "signed-out", push: false, sinceEpochMs: nobodySinceEpochMs, reason };
  }
  if (others.length === 0) return first.state;
  const worst = members.reduce((bad, member) => (rank(member) < rank(bad) ? member : bad), first);
  const { kind, reason, sinceEpochMs } = worst.state;
  const works = members.some(({ state }) => state.kind === "ready" || state.kind === "degraded");
  return {
    // As long as one account works the household does, if not in full.
    kind: kind !== "ready" && works ? "degraded" : kind,
    push: members.some(({ state }) => state.push),
    sinceEpochMs,
    ...(reason === undefined ? {} : { reason: `${worst.label}: ${reason}` }),
  };
}

function rank({ state }: Member): number {
  return WORST_FIRST.indexOf(state.kind);
}
