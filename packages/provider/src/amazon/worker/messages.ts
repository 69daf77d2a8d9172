import type { AmazonErrorCode } from "../amazon-error.js";

/** Where the simulated Amazon listens: HTTP/1 on `port`, HTTP/2 push on `pushPort`, both without TLS. */
export interface AmazonEndpoint {
  readonly host: string;
  readonly port: number;
  readonly pushPort: number;
}

/** What the thread is born with. `registration` is the secret of the account and never leaves the process. */
export interface WorkerSetup {
  readonly registration: Readonly<Record<string, unknown>>;
  readonly appName: string;
  /** Where the account's app is registered: `amazon.com`, or `amazon.co.jp` for Japan. */
  readonly basePage?: string;
  readonly endpoint?: AmazonEndpoint;
}

/** The device a sequence is sent for, as the library wants it. */
interface SequenceTarget {
  readonly serialNumber: string;
  readonly deviceType: string;
  readonly deviceOwnerCustomerId: string;
}

/** What the account may ask of the library. */
export type LibraryCall =
  | { readonly method: "signIn"; readonly registration: Readonly<Record<string, unknown>> }
  | { readonly method: "read"; readonly path: string }
  | { readonly method: "sequence"; readonly target: SequenceTarget; readonly sequence: object }
  /** Renews cookies and access token with the refresh token; the new registration comes as news. */
  | { readonly method: "renew" }
  | { readonly method: "openPush" }
  | { readonly method: "closePush" };

/** account → thread. `abandon` means that nobody waits any more, so the library must not send it again. */
export type ToWorker =
  | { readonly kind: "call"; readonly id: number; readonly call: LibraryCall }
  | { readonly kind: "abandon"; readonly id: number };

/** Things the thread tells without being asked. */
export type WorkerNews =
  | { readonly kind: "http"; readonly method: string; readonly path: string; readonly status: number }
  | { readonly kind: "registration"; readonly registration: Readonly<Record<string, unknown>> }
  | { readonly kind: "login-required"; readonly reason: string }
  | { readonly kind: "push-open" }
  | { readonly kind: "push-lost"; readonly code: AmazonErrorCode; readonly reason: string }
  | { readonly kind: "push"; readonly command: string; readonly payload: unknown };

/** thread → account. */
export type FromWorker =
  | { readonly kind: "running" }
  | { readonly kind: "answer"; readonly id: number; readonly body: unknown }
  | {
      readonly kind: "failure";
      readonly id: number;
      readonly error: { readonly code: AmazonErrorCode; readonly message: string };
    }
  | WorkerNews;
