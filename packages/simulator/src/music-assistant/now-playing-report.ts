import type { QueueItem, RepeatMode } from "./tune-queue.js";

/** What a server tells about the item that sounds, with the keys of the wire. */
export interface MetadataObject {
  readonly title: string | null;
  readonly artist: string | null;
  readonly album_artist: string | null;
  readonly album: string | null;
  readonly artwork_url: string | null;
  readonly year: number | null;
  readonly track: number | null;
  readonly progress: { track_progress: number; track_duration: number; playback_speed: number } | null;
  readonly repeat: RepeatMode | null;
  readonly shuffle: boolean | null;
}

/** A position as it is told: where, of which item, moving or not. */
export interface Told {
  readonly item: QueueItem | undefined;
  readonly positionMs: number;
  readonly speed: 0 | 1_000;
}

const NOTHING: MetadataObject = {
  title: null,
  artist: null,
  album_artist: null,
  album: null,
  artwork_url: null,
  year: null,
  track: null,
  progress: null,
  repeat: null,
  shuffle: null,
};

/** Keeps what a client has been told, so that only what changed goes out (deltas up to version 9). */
export class NowPlayingReport {
  #told: MetadataObject | undefined;
  #position: (Told & { atUs: number }) | undefined;

  /** A new connection knows nothing. */
  forget(): void {
    this.#told = undefined;
    this.#position = undefined;
  }

  /** The empty object of a new connection. */
  nothing(atUs: number): Partial<MetadataObject> & { timestamp: number } {
    this.#told = NOTHING;
    return { timestamp: atUs, ...NOTHING };
  }

  /** The delta that tells `now`; complete when nothing was told before. */
  tell(now: Told, modes: { repeat: RepeatMode; shuffle: boolean }, atUs: number) {
    const next = describe(now, modes);
    const before = this.#told;
    this.#told = next;
    this.#position = { ...now, atUs };
    const changed = Object.entries(next).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(before?.[key as keyof MetadataObject]) || !before,
    );
    return { timestamp: atUs, ...(Object.fromEntries(changed) as Partial<MetadataObject>) };
  }

  /** How far what a client believes now lies from `truth`; infinite when it believes in another item. */
  errorMs(truth: Told, atUs: number): number {
    const told = this.#position;
    if (told === undefined || told.item !== truth.item || told.speed !== truth.speed) return Infinity;
    return Math.abs(told.positionMs + ((atUs - told.atUs) * told.speed) / 1_000_000 - truth.positionMs);
  }
}

function describe(now: Told, modes: { repeat: RepeatMode; shuffle: boolean }): MetadataObject {
  const tune = now.item?.tune;
  if (tune === undefined) return NOTHING;
  return {
    ...NOTHING,
    title: tune.title,
    artist: tune.artist,
    album: tune.album,
    progress: {
      track_progress: Math.max(0, Math.round(now.positionMs)),
      track_duration: tune.durationMs,
      playback_speed: now.speed,
    },
    ...modes,
  };
}
