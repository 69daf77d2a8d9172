import type { EchoKind } from "../amazon/devices/echo-device.js";
import type { SecurityState } from "../music-assistant/sendspin/security.js";
import type { PlayerId } from "../ports.js";

/** What sounds, or sounded last. `positionMs` is what was heard at `asOfEpochMs`; it moves on while `advancing`. */
export interface SoundingNow {
  readonly title?: string;
  readonly artist?: string;
  readonly album?: string;
  readonly artworkUrl?: string;
  readonly durationMs?: number;
  readonly positionMs?: number;
  readonly asOfEpochMs: number;
  readonly advancing: boolean;
}

/** One player as a person sees it. */
export interface PlayerSnapshot {
  readonly id: PlayerId;
  readonly name: string;
  readonly kind: EchoKind;
  readonly model: string;
  readonly online: boolean;
  /** Whether it is a player of Music Assistant. */
  readonly exposed: boolean;
  readonly state: "offline" | "idle" | "launching" | "playing" | "paused";
  /** 0–100; null while nobody knows. */
  readonly volume: number | null;
  readonly muted: boolean;
  /** Something else has taken the Echo from Music Assistant; `reason` says what. */
  readonly external?: boolean;
  /** A sentence that says what is wrong and what to do. */
  readonly reason?: string;
  /** How the connection to Music Assistant is protected; absent for what is no player. */
  readonly security?: SecurityState;
  readonly nowPlaying?: SoundingNow;
}
