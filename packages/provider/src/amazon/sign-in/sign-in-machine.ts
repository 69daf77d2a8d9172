import type { SignInFailure } from "./sign-in-failure.js";

/** How far a sign-in is. From `done`, `failed` and `cancelled` there is no way back. */
export interface SignInState {
  readonly phase: "opening" | "waiting" | "checking" | "done" | "failed" | "cancelled";
  /** The address that the person opens. */
  readonly url?: string;
  /** Why it failed, or, while it waits, what was wrong with the last pasted address. */
  readonly failure?: SignInFailure;
  /** The account that was signed in. */
  readonly accountId?: string;
}

export type SignInInput =
  | { readonly kind: "opened"; readonly url: string }
  /** The pasted address was no use. */
  | { readonly kind: "address-refused"; readonly failure: SignInFailure }
  /** A usable address was pasted, or Amazon's last page came through the proxy. */
  | { readonly kind: "code-came" }
  | { readonly kind: "signed-in"; readonly accountId: string }
  | { readonly kind: "failed"; readonly failure: SignInFailure }
  | { readonly kind: "cancel" };

/** A sign-in of which nothing is known yet. */
export const OPENING: SignInState = { phase: "opening" };

/** Whether nothing can change any more. */
export function isOver({ phase }: SignInState): boolean {
  return phase === "done" || phase === "failed" || phase === "cancelled";
}

/** The state after an input; the same object when the input means nothing now. */
export function stepSignIn(state: SignInState, input: SignInInput): SignInState {
  switch (input.kind) {
    case "opened":
      return state.phase === "opening" ? { phase: "waiting", url: input.url } : state;
    case "address-refused":
      return state.phase === "waiting" ? { ...state, failure: input.failure } : state;
    case "code-came":
      return state.phase === "waiting" ? { ...link(state), phase: "checking" } : state;
    case "signed-in":
      return state.phase === "checking" ? { phase: "done", accountId: input.accountId } : state;
    case "failed":
      return isOver(state) ? state : { phase: "failed", failure: input.failure };
    case "cancel":
      // What is being checked is over in seconds, and may already have happened at Amazon.
      return isOver(state) || state.phase === "checking" ? state : { phase: "cancelled" };
  }
}

function link({ url }: SignInState): { url?: string } {
  return url === undefined ? {} : { url };
}
