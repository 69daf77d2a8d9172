/** What can stand in the way of a sign-in. */
export type SignInFailureCode =
  | "ADDRESS_NOT_READABLE"
  | "ADDRESS_OF_ANOTHER_SITE"
  | "ADDRESS_WITHOUT_CODE"
  | "CODE_REFUSED"
  | "OTHER_ACCOUNT"
  | "SITE_REFUSED"
  | "UNREACHABLE"
  | "PORT_IN_USE"
  | "TIMED_OUT"
  | "FAILED";

/** Why a sign-in failed and what the person does about it, in sentences without secrets. */
export interface SignInFailure {
  readonly code: SignInFailureCode;
  readonly reason: string;
  readonly nextStep: string;
}

const COPY_AGAIN =
  "Sign in with the link, wait for the page that Amazon cannot find, and copy the whole address from the address bar.";
const BEGIN_AGAIN = "Begin the sign-in again.";

const TABLE: Readonly<Record<SignInFailureCode, Omit<SignInFailure, "code">>> = {
  ADDRESS_NOT_READABLE: { reason: "What was pasted is not a web address.", nextStep: COPY_AGAIN },
  ADDRESS_OF_ANOTHER_SITE: {
    reason: "The pasted address is not one of Amazon's sign-in.",
    nextStep: `${COPY_AGAIN} It begins with https://www.amazon. and contains maplanding.`,
  },
  ADDRESS_WITHOUT_CODE: {
    reason: "The pasted address is one of Amazon's, but not the last one of the sign-in.",
    nextStep: COPY_AGAIN,
  },
  CODE_REFUSED: {
    reason: "Amazon did not accept the sign-in: its code was used before, is older than a few minutes, or was cut off.",
    nextStep: `${BEGIN_AGAIN} Paste the new address right after you see it.`,
  },
  OTHER_ACCOUNT: {
    reason: "This is the sign-in of another Amazon account.",
    nextStep: "Sign out at Amazon in your browser, then sign in with the account that is named here.",
  },
  SITE_REFUSED: {
    reason: "Amazon took the sign-in but opens no session on the chosen site.",
    nextStep: "Choose the Amazon site on which your Echos are registered and begin again.",
  },
  UNREACHABLE: {
    reason: "Amazon cannot be reached.",
    nextStep: "Check this machine's internet connection and begin again.",
  },
  PORT_IN_USE: {
    reason: "The port of the sign-in pages is in use by another program.",
    nextStep: "Choose another port with --sign-in-port, or sign in by pasting the address.",
  },
  TIMED_OUT: { reason: "The sign-in was not finished in time.", nextStep: BEGIN_AGAIN },
  FAILED: {
    reason: "Amazon answered the sign-in with something that cannot be understood.",
    nextStep: "Begin again in a few minutes; if it stays so, the library that signs in needs an update.",
  },
};

/** The sentences that belong to a code. */
export function signInFailure(code: SignInFailureCode): SignInFailure {
  return { code, ...TABLE[code] };
}
