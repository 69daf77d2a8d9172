import type { Metadata } from "@ma-alexa/protocol/sendspin";

/** Where a track stands: `positionMs` at the server time `atServerUs`, advancing `speed` ms per ms. */
export interface TrackProgress {
  readonly positionMs: number;
  /** 0 when unknown or live. */
  readonly durationMs: number;
  /** 0 while it does not advance, 1 normally. */
  readonly speed: number;
  readonly atServerUs: number;
}

export type RepeatMode = "off" | "one" | "all";

/** What Music Assistant says is playing. It comes late and may be stale for seconds (Sendspin reference 1.11). */
export interface NowPlaying {
  readonly title?: string;
  readonly artist?: string;
  readonly album?: string;
  readonly artworkUrl?: string;
  readonly progress?: TrackProgress;
  readonly repeat?: RepeatMode;
  readonly shuffle?: boolean;
}

/** How the queue goes on. */
export type Modes = Pick<NowPlaying, "repeat" | "shuffle">;

/** The two modes, which some servers keep in the metadata object, some in the controller object, some in both. */
type ModesDelta = Partial<Pick<Metadata, "repeat" | "shuffle">>;

/**
 * What is playing after `delta`, in which an absent key is unchanged and null is cleared (Sendspin reference 1.4).
 * Null instead of an object means that the server has taken the metadata role away.
 */
export function withMetadata(playing: NowPlaying, delta: Metadata | null): NowPlaying {
  if (delta === null) return {};
  return withoutAbsent({
    title: changed(playing.title, delta.title),
    artist: changed(playing.artist, delta.artist),
    album: changed(playing.album, delta.album),
    artworkUrl: changed(playing.artworkUrl, delta.artwork_url),
    progress: changedProgress(playing.progress, delta),
    ...modes(playing, delta),
  });
}

/** The modes after a controller object, which holds them on newer servers. */
export function withModes(before: Modes, delta: ModesDelta): Modes {
  return withoutAbsent(modes(before, delta));
}

/** The position at `serverNowUs`, never beyond a known duration. */
export function positionMsAt(progress: TrackProgress, serverNowUs: number): number {
  const movedMs = ((serverNowUs - progress.atServerUs) / 1_000) * progress.speed;
  const positionMs = Math.max(0, progress.positionMs + movedMs);
  return progress.durationMs > 0 ? Math.min(progress.durationMs, positionMs) : positionMs;
}

function modes(playing: Modes, delta: ModesDelta) {
  return {
    repeat: delta.repeat === undefined ? playing.repeat : repeatMode(delta.repeat),
    shuffle: changed(playing.shuffle, delta.shuffle),
  };
}

function repeatMode(value: RepeatMode | "unknown" | null): RepeatMode | undefined {
  return value === null || value === "unknown" ? undefined : value;
}

function changed<Value>(before: Value | undefined, delta: Value | null | undefined): Value | undefined {
  return delta === undefined ? before : (delta ?? undefined);
}

function changedProgress(before: TrackProgress | undefined, delta: Metadata): TrackProgress | undefined {
  if (delta.progress === undefined) return before;
  if (delta.progress === null) return undefined;
  return {
    positionMs: delta.progress.track_progress,
    durationMs: delta.progress.track_duration,
    speed: delta.progress.playback_speed / 1_000,
    atServerUs: delta.timestamp,
  };
}

type Draft = { readonly [Key in keyof NowPlaying]-?: NowPlaying[Key] | undefined };

function withoutAbsent(draft: Partial<Draft>): NowPlaying {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined));
}
