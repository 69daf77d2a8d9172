import type { ControllerView } from "./controller.js";
import type { LinkState } from "./link-state.js";
import type { NowPlaying } from "./now-playing.js";
import type { SecurityState } from "./security.js";

/** Parameters of the audio that follows; `codecHeader` is base64 and comes with FLAC only. */
export interface StreamFormat {
  readonly codec: "pcm" | "flac" | "opus" | "unknown";
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly bitDepth: number;
  readonly codecHeader?: string;
}

/** One chunk of encoded audio whose first sample is due at `timestampUs` on the server's clock. */
export interface AudioChunk {
  readonly timestampUs: number;
  readonly payload: Uint8Array;
}

/** What Music Assistant asks of the player. It has been echoed already; a player that cannot comply reports again. */
export type PlayerCommand =
  | { readonly kind: "volume"; readonly volume: number }
  | { readonly kind: "mute"; readonly muted: boolean }
  | { readonly kind: "delay"; readonly delayMs: number };

/** Who greeted us. */
export interface ServerGreeting {
  readonly serverName: string;
  readonly serverId: string;
  /**
   * The server sent state before its hello: aiosendspin 4.x, which ends a stream as soon as it is produced and not
   * when it is heard (Sendspin reference 1.11).
   */
  readonly sendsStateBeforeHello: boolean;
}

/** Everything a client tells, in the order in which the server said it. Stream messages are passed on unjudged. */
export interface SendspinEvents {
  link: [LinkState];
  hello: [ServerGreeting];
  streamStart: [StreamFormat];
  audio: [AudioChunk];
  streamClear: [];
  streamEnd: [];
  group: [{ readonly playing: boolean }];
  command: [PlayerCommand];
  metadata: [NowPlaying];
  controller: [ControllerView];
  /** How the connection is protected; told when it is known and when it changes. */
  security: [SecurityState];
}
