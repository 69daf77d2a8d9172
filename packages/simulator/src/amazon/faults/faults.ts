/** Which paths a fault concerns: all of them, or those that begin with the given text. */
export type FaultyPaths = boolean | string;

/** An answer that comes instead of the proper one (429, 400 with `Rate exceeded`, 503, 302, push 403, …). */
export interface StatusFault {
  readonly pathPrefix: string;
  readonly status: number;
  /** Text goes out as it is, anything else as JSON; nothing is an empty body. */
  readonly body?: unknown;
  /** Where a 302 leads; the sign-in when left out. */
  readonly location?: string;
  /** How many requests get it; all of them when left out. Counted down. */
  times?: number;
  /** Asked at each such request; false lets it pass. For limits that depend on how many came. */
  readonly when?: () => boolean;
}

/** Bad days of requests and their answers. */
interface RequestFaults {
  status: StatusFault | undefined;
  /** Requests get no answer at all; push streams no headers. */
  hang: FaultyPaths;
  /** Connections are reset instead of answered. */
  reset: FaultyPaths;
  /** A web page of the sign-in with status 200 instead of JSON. */
  htmlInstead: FaultyPaths;
}

/** Bad days of sessions. */
interface SessionFaults {
  /** Nobody's cookies are accepted any more. */
  always401: boolean;
  /** How many of the next passwords are answered with a picture to read. Counted down. */
  captcha: number;
  /** Refresh tokens are answered with `invalid_grant`. */
  invalidGrant: boolean;
  /** The token exchange succeeds and names no cookies. */
  exchangeWithoutCookies: boolean;
  /** No page sets the csrf cookie. */
  csrfNever: boolean;
}

/** Bad days of the household's books. */
interface BookFaults {
  /** The list has no device at all. */
  deviceListEmpty: boolean;
  /** The first device of the list lacks its three arrays, on which the library dies. */
  deviceWithoutArrays: boolean;
  /** Serials of devices that the list forgets. */
  vanished: readonly string[];
  /** Groups do not name their members; members still name their groups. */
  groupsWithoutMembers: boolean;
  /** Serials of devices that allDeviceVolumes forgets. */
  withoutVolume: readonly string[];
  /** np/player is answered 400 for a device that plays nothing, as right after the end of a queue. */
  playerRefusedWhenIdle: boolean;
  /** How many of the next commands are accepted and then not done; Infinity for all. Counted down. */
  notExecuted: number;
}

/** Bad days of push. */
interface PushFaults {
  /** Push events get lost while the connection stays. */
  pushDropped: boolean;
  /** Streams open with 200 and never send their delimiter. */
  pushWithoutDelimiter: boolean;
  /** Streams end after so many milliseconds. */
  pushEndsAfterMs: number | undefined;
  /** Frames that wait together leave together, in one chunk. */
  pushCoalesced: boolean;
  /** Frames are blown up beyond what one HTTP/2 frame holds. */
  pushOversize: boolean;
  /** Every event comes twice. */
  pushDuplicated: boolean;
  /** Events come so many milliseconds late. */
  pushDelayMs: number;
  /** What plays is not told, only that it plays. */
  pushWithoutNowPlaying: boolean;
  /** The order of the events that one cause has is thrown. */
  pushShuffled: boolean;
}

/** The switches of Amazon's bad days, each a report from real life (Amazon reference 12.5). Set and unset them any time. */
export type AmazonFaults = RequestFaults & SessionFaults & BookFaults & PushFaults;

/** A good day. */
export function noFaults(): AmazonFaults {
  return {
    status: undefined,
    hang: false,
    reset: false,
    htmlInstead: false,
    always401: false,
    captcha: 0,
    invalidGrant: false,
    exchangeWithoutCookies: false,
    csrfNever: false,
    deviceListEmpty: false,
    deviceWithoutArrays: false,
    vanished: [],
    groupsWithoutMembers: false,
    withoutVolume: [],
    playerRefusedWhenIdle: false,
    notExecuted: 0,
    pushDropped: false,
    pushWithoutDelimiter: false,
    pushEndsAfterMs: undefined,
    pushCoalesced: false,
    pushOversize: false,
    pushDuplicated: false,
    pushDelayMs: 0,
    pushWithoutNowPlaying: false,
    pushShuffled: false,
  };
}
