/**
 * What the provider asks of the rest of the house. Each port is declared here by the one who needs it, satisfied
 * structurally, and joined in `app/main.ts`.
 */

/** A started timer; cancelling it twice, or after it fired, does nothing. */
export interface Timer {
  cancel(): void;
}

/** Time as a port, so that tests own it. */
export interface Clock {
  /** Milliseconds on a monotonic scale of unknown origin. */
  now(): number;
  /** Milliseconds since 1970, for what is compared with a partner's wall clock. */
  epoch(): number;
  /** Runs `task` once, `delayMs` from now. */
  after(delayMs: number, task: () => void): Timer;
}

/** Structured logging: fields first, a sentence last. Secrets are masked by the implementation, in one place. */
export interface Logger {
  child(bindings: Readonly<Record<string, unknown>>): Logger;
  debug(fields: Readonly<Record<string, unknown>>, message: string): void;
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** Names one BridgedPlayer everywhere in the house: the first 16 characters of its Sendspin client_id. Not a secret. */
export type PlayerId = string;

/** How an Echo is made to ask for its stream (design, section 6). */
export type LaunchStrategy = "skill" | "phrase" | "hand-off";

/** What came of one attempt to make an Echo fetch its stream. The proof is always our own inbound request. */
export type LaunchVerdict =
  | { readonly outcome: "fetched"; readonly strategy: LaunchStrategy; readonly latencyMs: number }
  | { readonly outcome: "cancelled" }
  /** `reason` is a sentence for the person in the house, naming the Echo and the remedy. */
  | { readonly outcome: "failed"; readonly code: "NO_REQUEST" | "NO_FETCH" | "REFUSED"; readonly reason: string };

/** How much a launch may try. */
export interface LaunchOptions {
  /** With the first strategy alone: at most one call to Amazon. */
  readonly once?: boolean;
}

/** Makes an Echo ask for its stream. Met by skill-bridge's launch desk. */
export interface LaunchDesk {
  /** Runs the strategies one after the other; resolves once, never rejects for what an Echo or Amazon does. */
  start(playerId: PlayerId, signal: AbortSignal, options?: LaunchOptions): Promise<LaunchVerdict>;
  /** Withdraws a launch that is queued or unanswered; `start` then resolves as cancelled. */
  cancel(playerId: PlayerId): void;
}

/** The part of the streams that the playback machine commands. Met by skill-bridge's streams. */
export interface StreamControl {
  /** Ends every running response of the player now, so that silence never depends on Amazon. */
  silence(playerId: PlayerId): void;
  /** Milliseconds of audio the Echo is estimated to hold unplayed; undefined when no response runs. */
  heldMs(playerId: PlayerId): number | undefined;
  /** Position on MA's timeline (server µs) that is estimated to sound now; undefined when nothing sounds. */
  soundingUs(playerId: PlayerId): number | undefined;
}

/** Small documents that survive a restart: identities, learnt pairs, remembered volumes. Met by app's storage. */
export interface DocumentStore {
  /** The document as last written, or undefined. The reader validates it with a schema of its own. */
  read(name: string): Promise<unknown>;
  /** Replaces the document atomically; `secret` documents are readable by the owner only. */
  write(name: string, value: unknown, options?: { readonly secret?: boolean }): Promise<void>;
}
