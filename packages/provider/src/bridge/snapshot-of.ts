import type { EchoDevice } from "../amazon/devices/echo-device.js";
import type { LinkState } from "../music-assistant/sendspin/link-state.js";
import type { SecurityState } from "../music-assistant/sendspin/security.js";
import type { PlayerId } from "../ports.js";

import type { PlaybackState } from "./playback-state.js";
import type { PlayerSnapshot, SoundingNow } from "./player-snapshot.js";
import { problemSentence } from "./problem.js";
import type { SoundingTrack } from "./timeline/track-marks.js";

export interface SnapshotParts {
  readonly playerId: PlayerId;
  readonly device: EchoDevice;
  readonly link: LinkState;
  readonly security: SecurityState;
  readonly playback: PlaybackState;
  readonly volume: number | undefined;
  readonly muted: boolean;
  readonly sounding: SoundingTrack;
  readonly nowEpochMs: number;
}

/** The player as its users would say it. */
export function snapshotOf(parts: SnapshotParts): PlayerSnapshot {
  const { playerId, device, volume, muted } = parts;
  const reason = reasonOf(parts);
  const nowPlaying = nowPlayingOf(parts);
  return {
    ...described(playerId, device),
    exposed: true,
    state: stateOf(parts),
    volume: volume ?? null,
    muted,
    security: parts.security,
    ...(isTaken(parts) ? { external: true } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(nowPlaying === undefined ? {} : { nowPlaying }),
  };
}

/** A device that is no player: none can be made of it yet, or the person wants none. The reason says which. */
export function snapshotOfListed(playerId: PlayerId, device: EchoDevice): PlayerSnapshot {
  return {
    ...described(playerId, device),
    exposed: false,
    state: device.online ? "idle" : "offline",
    volume: null,
    muted: false,
    reason: device.reason ?? `${device.name} is hidden from Music Assistant by its settings.`,
  };
}

function described(id: PlayerId, { name, kind, model, online }: EchoDevice) {
  return { id, name, kind, model, online };
}

function stateOf({ device, playback }: SnapshotParts): PlayerSnapshot["state"] {
  if (!device.online) return "offline";
  switch (playback.phase) {
    case "awaited":
    case "launching":
    case "preroll":
      return "launching";
    // A question to Alexa passes; what is playing has not changed.
    case "interrupted":
    case "draining":
    case "playing":
      return "playing";
    case "external":
      return "paused";
    case "idle":
    case "paused":
      return playback.phase;
  }
}

/** As long as the reason says what it is. */
function isTaken({ device, link, playback }: SnapshotParts): boolean {
  return device.online && link.reason === undefined && playback.problem?.code === "TAKEN";
}

/** What explains most comes first: no Echo, no Music Assistant, then what went wrong between them. */
function reasonOf({ device, link, playback }: SnapshotParts): string | undefined {
  if (!device.online) return problemSentence({ code: "ECHO_OFFLINE" }, device.name);
  if (link.reason !== undefined) return link.reason;
  return playback.problem && problemSentence(playback.problem, device.name);
}

function nowPlayingOf({ playback, sounding, nowEpochMs }: SnapshotParts): SoundingNow | undefined {
  const { title, artist, album, artworkUrl, progress } = sounding.playing;
  if (title === undefined && artist === undefined && progress === undefined) return undefined;
  const durationMs = progress === undefined || progress.durationMs <= 0 ? undefined : progress.durationMs;
  const { positionMs } = sounding;
  return {
    ...(title === undefined ? {} : { title }),
    ...(artist === undefined ? {} : { artist }),
    ...(album === undefined ? {} : { album }),
    ...(artworkUrl === undefined ? {} : { artworkUrl }),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(positionMs === undefined ? {} : { positionMs: Math.round(positionMs) }),
    asOfEpochMs: nowEpochMs,
    advancing: playback.phase === "playing" || playback.phase === "draining",
  };
}
