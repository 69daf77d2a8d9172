import type { Clock, PlayerId, PlayId } from "../ports.js";
import { FETCH_DEADLINE_MS } from "./launch-machine.js";

/** A second request of the same launch comes within this time after the first one's GET. */
const REPEAT_MS = 10_000;

/** A person's Play may wait 10 s for Music Assistant; until then its GET counts for the launch that MA's stream asks for. */
const ADOPTION_MS = 15_000;

interface AnsweredPlay {
  readonly playId: PlayId;
  /** Nobody launched: a person spoke to the Echo. */
  readonly isByPerson: boolean;
  readonly answeredMs: number;
  fetchedMs: number | undefined;
  openGets: number;
}

/** The Play directive that each Echo was given last, and whether it came to fetch. */
export class AnsweredPlays {
  readonly #clock: Clock;
  readonly #plays = new Map<PlayerId, AnsweredPlay>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A Play directive is on its way to the Echo. */
  answered(playerId: PlayerId, playId: PlayId, isByPerson: boolean): void {
    const answeredMs = this.#clock.now();
    this.#plays.set(playerId, { playId, isByPerson, answeredMs, fetchedMs: undefined, openGets: 0 });
  }

  /** A GET of a Play began; the player if it is its newest Play. */
  fetched(playId: PlayId): PlayerId | undefined {
    const [playerId, play] = this.#find(playId) ?? [];
    if (play === undefined) return undefined;
    play.fetchedMs ??= this.#clock.now();
    play.openGets += 1;
    return playerId;
  }

  /** A GET of a Play is over. */
  closed(playId: PlayId): void {
    const play = this.#find(playId)?.[1];
    if (play !== undefined) play.openGets -= 1;
  }

  /** The Echo fetched its newest Play within the last 10 s. */
  wasJustFetched(playerId: PlayerId): boolean {
    const fetchedMs = this.#plays.get(playerId)?.fetchedMs;
    return fetchedMs !== undefined && this.#clock.now() - fetchedMs < REPEAT_MS;
  }

  /**
   * How far an Echo is that a person spoke to a moment ago, so that it need not be launched: "fetching" its stream, "answered" and about
   * to, or undefined. Told once per Play: a launch after that is a new one.
   */
  adopt(playerId: PlayerId): "fetching" | "answered" | undefined {
    const play = this.#plays.get(playerId);
    if (play?.isByPerson !== true) return undefined;
    this.#plays.set(playerId, { ...play, isByPerson: false });
    const ageMs = this.#clock.now() - play.answeredMs;
    if (play.openGets > 0) return ageMs < ADOPTION_MS ? "fetching" : undefined;
    return play.fetchedMs === undefined && ageMs < FETCH_DEADLINE_MS ? "answered" : undefined;
  }

  #find(playId: PlayId): [PlayerId, AnsweredPlay] | undefined {
    return [...this.#plays].find(([, play]) => play.playId === playId);
  }
}
