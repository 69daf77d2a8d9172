import type { PlayerState } from "./transport-port.js";
import type { Transport } from "./transport.js";

/** One place in the queue of a player, as a dashboard shows it. */
export interface QueueEntry {
  readonly id: string;
  readonly tuneId: string;
  readonly title: string;
  readonly artist: string;
  readonly durationMs: number;
}

/** One player as the simulated Music Assistant's own interface shows it. */
export interface MusicAssistantPlayer {
  /** The client's id. */
  readonly id: string;
  readonly name: string;
  /** Connected and registered: commands reach it. */
  readonly available: boolean;
  readonly state: PlayerState;
  readonly volume: number;
  readonly muted: boolean;
  /** Of what is due now by the stream's timestamps. */
  readonly positionMs: number;
  readonly tune?: { readonly id: string; readonly title: string; readonly artist: string; readonly durationMs: number };
  readonly queue: readonly QueueEntry[];
  readonly queueIndex: number;
}

/** What a player shows: who it is, and how its transport stands. */
export function viewOf(
  player: Pick<MusicAssistantPlayer, "id" | "name" | "available" | "volume" | "muted">,
  { queue, item, state, positionMs }: Transport,
): MusicAssistantPlayer {
  const tune = item?.tune;
  return {
    ...player,
    state,
    positionMs: Math.round(Math.min(positionMs, tune?.durationMs ?? positionMs)),
    ...(tune && { tune: { id: tune.id, title: tune.title, artist: tune.artist, durationMs: tune.durationMs } }),
    queue: queue.items.map(({ id, tune: { id: tuneId, title, artist, durationMs } }) => ({
      id,
      tuneId,
      title,
      artist,
      durationMs,
    })),
    queueIndex: queue.index,
  };
}
