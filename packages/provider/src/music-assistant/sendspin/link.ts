import type { Grant } from "./grant.js";

/** Why we say goodbye; a server closes the connection for any other word (Sendspin reference 1.12 and 2.6). */
export type GoodbyeReason =
  "another_server" | "shutdown" | "restart" | "user_request" | "pairing_required" | "unauthorized" | "unpaired";

/** An outage lasts from the first loss until a connection has been good for a while. */
export interface Outage {
  readonly sinceMs: number;
  readonly sinceEpochMs: number;
  readonly attempts: number;
  /** What the last attempt met, for the reason a person reads. */
  readonly detail: string;
}

export type LinkPhase =
  | { readonly kind: "stopped" }
  | { readonly kind: "waiting"; readonly addressKnown: boolean }
  | { readonly kind: "connecting"; readonly startedMs: number }
  | { readonly kind: "handshake"; readonly startedMs: number; readonly listed: boolean }
  | { readonly kind: "connected"; readonly greetedMs: number; readonly grant: Grant }
  | { readonly kind: "playable"; readonly greetedMs: number; readonly sinceMs: number }
  | { readonly kind: "leaving"; readonly next: "retry" | "rest"; readonly startedMs: number };

/** All that is known of one player's link to Music Assistant. */
export interface Link {
  readonly phase: LinkPhase;
  /** When the phase's kind began, wall clock. */
  readonly phaseEpochMs: number;
  readonly address?: string;
  readonly outage?: Outage;
  /** Music Assistant has held this player before, so its list must come at once. */
  readonly wasPlayable: boolean;
  /** How often we left and came back because the list stayed bare. */
  readonly rejoins: number;
  readonly gaveUp: boolean;
}

export type LinkInput =
  | { readonly type: "start" }
  | { readonly type: "stop"; readonly goodbye: GoodbyeReason }
  /** The timer that the last `timer` effect set has run out; `address` is where Music Assistant is now believed to be. */
  | { readonly type: "timer"; readonly address: string | undefined }
  | { readonly type: "opened" }
  /** The controller list came; `play` tells whether it holds more than the bare volume commands. */
  | { readonly type: "listed"; readonly play: boolean }
  | { readonly type: "greeted"; readonly grant: Grant }
  /** The server has given us the right to play, or taken it away; its operator may do either at any time. */
  | { readonly type: "granted"; readonly grant: Grant }
  /** We leave for a reason that a person should read. */
  | { readonly type: "refused"; readonly detail: string; readonly goodbye?: GoodbyeReason }
  /** What we say of ourselves has changed, which only a new greeting can tell. */
  | { readonly type: "renew" }
  /** The server hung up because it speaks another wire; a new connection speaks that. */
  | { readonly type: "redial" }
  /** Nothing has been heard from the server for too long. */
  | { readonly type: "silent" }
  | { readonly type: "closed"; readonly detail: string };

export type LinkEffect =
  | { readonly do: "connect"; readonly address: string }
  /** Close the socket, with a goodbye when there is a reason; `closed` follows. */
  | { readonly do: "disconnect"; readonly goodbye?: GoodbyeReason }
  /** Replaces the running timer. */
  | { readonly do: "timer"; readonly delayMs: number }
  | { readonly do: "no-timer" };

export interface Moment {
  readonly nowMs: number;
  readonly epochMs: number;
}

export interface LinkStep {
  readonly link: Link;
  readonly effects: readonly LinkEffect[];
}
