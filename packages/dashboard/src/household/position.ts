import type { NowPlaying } from "@ma-alexa/protocol/admin";

/** Where the item stands at `epochMs`, in milliseconds: it advances from what the bridge last said, never past its end. */
export function positionAt(nowPlaying: NowPlaying, epochMs: number): number | undefined {
  if (nowPlaying.positionMs === undefined) return undefined;
  const advanced = nowPlaying.advancing ? Math.max(0, epochMs - nowPlaying.asOfEpochMs) : 0;
  return Math.max(0, Math.min(nowPlaying.positionMs + advanced, nowPlaying.durationMs ?? Infinity));
}

/** `3:07`, or `1:02:03` from an hour on. */
export function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const pad = (value: number): string => String(value).padStart(2, "0");
  return h > 0 ? `${String(h)}:${pad(m)}:${pad(s)}` : `${String(m)}:${pad(s)}`;
}
