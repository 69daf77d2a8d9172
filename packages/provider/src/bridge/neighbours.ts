/**
 * What the bridge needs of the rooms on both sides of it, as small as it can be, and what it gives to the door. The
 * shapes of the door's ports are repeated here because the provider knows nothing of the door; `app` joins the two,
 * and the compiler compares them there.
 */
import type { EventEmitter } from "node:events";

import type { AmazonAccount, AmazonAccountEvents } from "../amazon/account.js";
import type { SendspinClient } from "../music-assistant/sendspin/client.js";
import type { SendspinEvents } from "../music-assistant/sendspin/events.js";
import type { LaunchStrategy, PlayerId } from "../ports.js";

/** The part of an Amazon account that the bridge speaks to. */
export type EchoAccount = Pick<
  AmazonAccount,
  "devices" | "setVolume" | "stopPlayback" | "launchSkill" | "textCommand"
> &
  Pick<EventEmitter<AmazonAccountEvents>, "on" | "off">;

/** The part of a Sendspin client that the bridge speaks to. */
export type PlayerClient = Pick<
  SendspinClient,
  "link" | "security" | "start" | "stop" | "report" | "command" | "serverNowUs"
> &
  Pick<EventEmitter<SendspinEvents>, "on" | "removeAllListeners">;

/** What the chunks of a generation are: interleaved signed 16-bit little-endian stereo at 48 kHz, or whole FLAC frames. */
export type AudioFormat = { readonly codec: "pcm" } | { readonly codec: "flac"; readonly header: Uint8Array };

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

/** What one player's timeline says, in the order in which it must be heard (the door's port `AudioSource`). */
export type SourceEvent =
  /** A discontinuity: audio of older generations that was not handed to an Echo yet is void. */
  | {
      readonly kind: "generation";
      readonly generation: number;
      readonly startUs: number;
      readonly format: AudioFormat;
      readonly unheard?: UnheardRest;
    }
  | {
      readonly kind: "audio";
      readonly generation: number;
      readonly startUs: number;
      readonly durationUs: number;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: "mark"; readonly generation: number; readonly mark: TrackMark }
  /** No more audio of this generation; natural: what was handed over is played to its end, otherwise it is void. */
  | { readonly kind: "end"; readonly generation: number; readonly natural: boolean };

/** What happened at an Echo; facts are not wishes (design, section 2). */
export type PlaybackFact =
  | {
      readonly kind: "started" | "stopped" | "finished" | "nearlyFinished";
      readonly playId: string;
      readonly offsetMs: number;
    }
  | { readonly kind: "failed"; readonly playId: string; readonly errorType: string }
  | { readonly kind: "fetched"; readonly playId: string }
  | { readonly kind: "starved" }
  | { readonly kind: "left" };

/** What a person asked for at an Echo. */
export type PlaybackWish = "play" | "pause" | "stop" | "next" | "previous" | "startOver";

/** What the skill needs to know of a player to answer. */
export interface PlayerView {
  readonly name: string;
  /** Music Assistant streams to this player, or has been asked to. */
  readonly streaming: boolean;
  /** The newest generation of the timeline; 0 before the first. */
  readonly generation: number;
}

/** The playback machine as the door sees it. */
export interface PlayerControl {
  view(playerId: PlayerId): PlayerView | undefined;
  wish(playerId: PlayerId, wish: PlaybackWish): void;
  report(playerId: PlayerId, fact: PlaybackFact): void;
}

/** Where the audio of every player comes from, as the streams see it. */
export interface AudioSource {
  open(playerId: PlayerId, signal: AbortSignal): AsyncIterable<SourceEvent>;
  presentUs(playerId: PlayerId): number | undefined;
}

/** Whether Amazon took a launch; it proves nothing about the Echo. */
export type LaunchSent =
  | { readonly outcome: "sent" }
  | { readonly outcome: "superseded" | "expired" }
  | { readonly outcome: "refused"; readonly reason: string };

/** Sends a launch to one Echo through Amazon, as the launch desk sees it. */
export interface EchoLauncher {
  launch(playerId: PlayerId, strategy: LaunchStrategy, signal: AbortSignal): Promise<LaunchSent>;
}
