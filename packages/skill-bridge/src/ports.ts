/**
 * What the door asks of the rest of the house. Each port is declared here by the one who needs it, satisfied
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

/** Names one Play directive; it is the directive's `stream.token` and a segment of the stream's URL. */
export type PlayId = string;

/** What the chunks of a generation are: interleaved signed 16-bit little-endian stereo at 48 kHz, or whole FLAC frames. */
export type AudioFormat =
  | { readonly codec: "pcm" }
  /** `header`: the 42 bytes that stand before the first frame (Sendspin reference 1.6). */
  | { readonly codec: "flac"; readonly header: Uint8Array };

/** Which item sounds from when, and how well that is known (design, section 5). */
export interface TrackMark {
  /** Names the item; the same id again moves the mark, to Infinity when it turns out to be none. */
  readonly id: number;
  /** Server µs. */
  readonly fromUs: number;
  readonly known: "exact" | "predicted" | "told";
  /** Which moment of the item that is. */
  readonly positionMs: number;
  /** Where it is expected to end, server µs; absent while its duration is unknown. */
  readonly endUs?: number;
  /** Music Assistant's queue item, where its API says it. */
  readonly queueItemId?: string;
}

/**
 * What was not heard of the generation before, on its timeline (server µs), and is to be heard first: the new one goes on at `toUs`,
 * and begins so much earlier than its first chunk.
 */
export interface UnheardRest {
  readonly fromUs: number;
  readonly toUs: number;
}

/** What one player's timeline says, in the order in which it must be heard. */
export type SourceEvent =
  /**
   * A discontinuity (start, skip, seek, resume): audio of older generations that was not handed to an Echo yet is void.
   * `startUs`: MA's timestamp of the first sample, microseconds of the server's clock.
   */
  | {
      readonly kind: "generation";
      readonly generation: number;
      readonly startUs: number;
      readonly format: AudioFormat;
      readonly unheard?: UnheardRest;
    }
  /** In the generation's format, following on the audio before it. */
  | {
      readonly kind: "audio";
      readonly generation: number;
      readonly startUs: number;
      readonly durationUs: number;
      readonly bytes: Uint8Array;
    }
  /** An item begins; the mark of a generation's first item comes before its audio. */
  | { readonly kind: "mark"; readonly generation: number; readonly mark: TrackMark }
  /**
   * No more audio of this generation. Natural: what was handed over is played to its end. Otherwise (a pause, a stop)
   * what was not handed over is void.
   */
  | { readonly kind: "end"; readonly generation: number; readonly natural: boolean };

/** Where the audio of a player comes from. Met by provider/bridge/timeline. */
export interface AudioSource {
  /**
   * Everything the timeline says from now on, preceded by what it still holds of the newest generation; ends when
   * `signal` aborts or the player is gone. A slow reader never slows the source.
   */
  open(playerId: PlayerId, signal: AbortSignal): AsyncIterable<SourceEvent>;
  /** MA's present on the server clock (µs), for "go on at the present"; undefined while no clock is known. */
  presentUs(playerId: PlayerId): number | undefined;
}

/** What happened at an Echo; facts are not wishes (design, section 2). */
export type PlaybackFact =
  | {
      readonly kind: "started" | "stopped" | "finished" | "nearlyFinished";
      readonly playId: PlayId;
      readonly offsetMs: number;
    }
  | { readonly kind: "failed"; readonly playId: PlayId; readonly errorType: string }
  /** The first byte of a response was asked for. */
  | { readonly kind: "fetched"; readonly playId: PlayId }
  /** No audio came from MA for 10 s: the response has been ended and the Echo should be stopped. */
  | { readonly kind: "starved" }
  /** Nobody has read the stream for 30 s. */
  | { readonly kind: "left" };

/** What a person asked for at an Echo. */
export type PlaybackWish = "play" | "pause" | "stop" | "next" | "previous" | "startOver";

/** What the skill needs to know of a player to answer. */
export interface PlayerView {
  readonly name: string;
  /** MA has an audio stream running for this player, or has been asked to start one. */
  readonly streaming: boolean;
  /** A generation is about to end by a wish of this Echo (next, previous, start over): a new fetch waits for the newer one. */
  readonly generation: number;
}

/** The playback machine as seen from the door. Met by provider/bridge. */
export interface PlayerControl {
  view(playerId: PlayerId): PlayerView | undefined;
  /** Passes a wish to MA; resolves when it was handed on, never waits for its effect. */
  wish(playerId: PlayerId, wish: PlaybackWish): void;
  /** Facts, in the order in which they happened. */
  report(playerId: PlayerId, fact: PlaybackFact): void;
}

/** How an Echo is made to ask for its stream (design, section 6). */
export type LaunchStrategy = "skill" | "phrase" | "hand-off";

/** Whether Amazon took a launch; it proves nothing about the Echo. */
export type LaunchSent =
  | { readonly outcome: "sent" }
  | { readonly outcome: "superseded" | "expired" }
  | { readonly outcome: "refused"; readonly reason: string };

/** Sends a launch to one Echo through Amazon. Met by provider/amazon's command queue. */
export interface EchoLauncher {
  /** Resolves when the request has left (its 4 s run from then), was refused, superseded or expired. */
  launch(playerId: PlayerId, strategy: LaunchStrategy, signal: AbortSignal): Promise<LaunchSent>;
}

/** Small documents that survive a restart. Met by app's storage. */
export interface DocumentStore {
  read(name: string): Promise<unknown>;
  write(name: string, value: unknown, options?: { readonly secret?: boolean }): Promise<void>;
}

/** Where the bytes of long items are kept that are too many for memory. Lives as long as one run of the bridge. Met by app's storage. */
export interface BlockStore {
  /** Keeps a block and resolves with its name; rejects, with nothing kept, where the disk does not take it. */
  write(bytes: Uint8Array): Promise<string>;
  read(name: string): Promise<Uint8Array>;
  /** Nobody reads the block any more; what cannot be removed is no error. */
  remove(name: string): void;
}
