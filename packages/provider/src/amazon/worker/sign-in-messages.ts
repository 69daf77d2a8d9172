import type { SignInFailureCode } from "../sign-in/sign-in-failure.js";
import type { AmazonEndpoint } from "./messages.js";

/** Where the library's pages listen and what they are for. */
export interface SignInPages {
  /** The address to listen on; never more than this. */
  readonly bind: string;
  /** The address that the browser uses for it, without the port. */
  readonly address: string;
  /** 0 for any. */
  readonly port: number;
}

/** What a sign-in's thread is born with. */
export interface SignInSetup {
  readonly task: "sign-in";
  readonly way: "paste" | "proxy";
  readonly page: string;
  readonly basePage: string;
  readonly language: string;
  readonly appName: string;
  readonly pages: SignInPages;
  /** The registration of the account that signs in again: our app stays one device there. A secret. */
  readonly former?: Readonly<Record<string, unknown>>;
  readonly endpoint?: AmazonEndpoint;
}

/** What the thread of a sign-out is born with. */
export interface SignOutSetup {
  readonly task: "sign-out";
  readonly basePage: string;
  readonly registration: Readonly<Record<string, unknown>>;
  readonly endpoint?: AmazonEndpoint;
}

export type SignInThreadSetup = SignInSetup | SignOutSetup;

/** desk → thread: the query of the address that the person pasted; a secret. */
export interface ToSignIn {
  readonly kind: "replay";
  readonly query: string;
}

/** thread → desk. */
export type FromSignIn =
  | { readonly kind: "opened"; readonly url: string }
  | { readonly kind: "code-came" }
  /** `customer` is the text of the answer of users/me; undefined when there was none. */
  | { readonly kind: "registered"; readonly registration: object; readonly customer: string | undefined }
  | { readonly kind: "failed"; readonly code: SignInFailureCode }
  | { readonly kind: "signed-out"; readonly deregistered: boolean };
