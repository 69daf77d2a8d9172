/**
 * What some Echos do and others do not. Everything is off or at its most common value unless a household says otherwise;
 * each may be changed at any time and counts from the next stream, tap or question on.
 */
export interface Habits {
  /** A second GET of the same URL 2 s after the first, closed by the device after 1.5 MB (how Echos fetch, fact 4). */
  secondGet: boolean;
  /** Before the real GET one that is aborted after its first bytes (how Echos fetch, facts 6 and 8). */
  probingGet: boolean;
  /**
   * When PlaybackNearlyFinished is sent: half a second after the start, as a Show does, also on streams without an end; or when
   * 6 s are left (how Echos fetch, fact 9).
   */
  nearlyFinished: "at-once" | "late";
  /** How long a spoken question keeps the music silent and the stream unread (how Echos fetch, fact 15). */
  spokenQuestionMs: number;
  /** A pause tapped on a Show stops the sound without PauseCommandIssued (design, section 2). */
  silentPauseTap: boolean;
  /** Takes the Play directive and never asks for its URL: what a wrong public address looks like (design, section 6). */
  neverFetches: boolean;
  /** Reads nothing more of its stream although it plays on from its buffer (how Echos fetch, what follows 3). */
  stopsReading: boolean;
  /** Volumes are rounded to multiples of this, as by Echos that know only so many levels. */
  volumeStep: number;
  /** After a broken connection it fetches a stream of unknown length again from its start (how Echos fetch, fact 14). */
  reconnectsFromStart: boolean;
}

/** An Echo without peculiarities. */
export function plainHabits(): Habits {
  return {
    secondGet: false,
    probingGet: false,
    nearlyFinished: "late",
    spokenQuestionMs: 3_000,
    silentPauseTap: false,
    neverFetches: false,
    stopsReading: false,
    volumeStep: 1,
    reconnectsFromStart: false,
  };
}
