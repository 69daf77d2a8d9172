/** The servers whose traffic the simulator can produce, named after the library version that was recorded. */
export type ServerVersion = "2.0.0" | "4.3.0" | "6.1.1" | "9.1.1" | "10.2.1";

/** What differs between the recorded servers (Sendspin reference 1.11 and 1.12, recordings of each version). */
export interface ServerProfile {
  readonly version: ServerVersion;
  /** What it speaks to clients that encrypt; the others speak plaintext only. */
  readonly encryption?: "e9" | "e10";
  /** The two `server/state` messages come before `server/hello`. */
  readonly stateBeforeHello: boolean;
  /** `group/update` goes out with the hello, not after `client/state`. */
  readonly groupWithHello: boolean;
  /** A client that says nothing for 5 s is closed; the others treat it as ready. */
  readonly closesSilentClient: boolean;
  /** Malformed text, unknown types and commands that were not offered close the connection with 1000. */
  readonly closesOnNonsense: boolean;
  /** Roles that the server does not know: tolerated, refused by closing, or never answered. */
  readonly unknownRoles: "tolerated" | "closed" | "unanswered";
  /** Distance of the first chunk from now, for a client that reported its lead and for one that did not. */
  readonly leadMs: (requiredLeadTimeMs: number | undefined) => number;
  /** How far ahead the producer delivers at most, whatever the client could hold. */
  readonly furthestAheadMs: number;
  /** `repeat` and `shuffle` also stand in the controller object. */
  readonly modesInController: boolean;
  /** Seek commands stand in the controller list. */
  readonly seekCommands: boolean;
  /** `stream/end` names its roles. */
  readonly endNamesRoles: boolean;
  /** The last chunk of a stream may be shorter than 25 ms; the others drop an unfinished chunk. */
  readonly shortLastChunk: boolean;
  /** A skip, seek or new choice also says that the group stopped and plays again. */
  readonly restartStopsGroup: boolean;
  /** The controller object is sent again whenever the group stops. */
  readonly controllerAfterStop: boolean;
  /** Metadata of a skip goes out at the press; otherwise with the new stream, or 0.3 s after it. */
  readonly metadataEarly: boolean;
  /** Order and delays of what a play command causes, in milliseconds after the command. */
  readonly play: {
    readonly metadataMs: number | undefined;
    readonly groupMs: number;
    readonly streamMs: readonly [number, number];
  };
  /** Metadata that follows the new stream; absent where the early one has to do. */
  readonly metadataAfterStreamMs: number | undefined;
  /** Metadata and controller are sent once more, complete, when a stream has begun. */
  readonly everythingAfterStart: boolean;
  /** A resume tells its position; the others say nothing until something changes. */
  readonly metadataOnResume: boolean;
}

/** Music Assistant 2.7 to 2.10 as their Sendspin library behaves. */
export const SERVER_PROFILES: Readonly<Record<ServerVersion, ServerProfile>> = {
  "2.0.0": {
    version: "2.0.0",
    stateBeforeHello: false,
    groupWithHello: true,
    closesSilentClient: true,
    closesOnNonsense: false,
    unknownRoles: "unanswered",
    leadMs: () => 1_000,
    furthestAheadMs: 5_100,
    modesInController: false,
    seekCommands: false,
    endNamesRoles: false,
    shortLastChunk: true,
    restartStopsGroup: true,
    controllerAfterStop: true,
    metadataEarly: false,
    play: { metadataMs: 6, groupMs: 7, streamMs: [6, 7] },
    metadataAfterStreamMs: undefined,
    everythingAfterStart: true,
    metadataOnResume: true,
  },
  "4.3.0": {
    version: "4.3.0",
    stateBeforeHello: true,
    groupWithHello: false,
    closesSilentClient: false,
    closesOnNonsense: true,
    unknownRoles: "closed",
    leadMs: () => 250,
    furthestAheadMs: 30_000,
    modesInController: false,
    seekCommands: false,
    endNamesRoles: false,
    shortLastChunk: false,
    restartStopsGroup: false,
    controllerAfterStop: false,
    metadataEarly: false,
    play: { metadataMs: undefined, groupMs: 70, streamMs: [120, 400] },
    metadataAfterStreamMs: 500,
    everythingAfterStart: false,
    metadataOnResume: false,
  },
  "6.1.1": {
    version: "6.1.1",
    stateBeforeHello: false,
    groupWithHello: false,
    closesSilentClient: false,
    closesOnNonsense: true,
    unknownRoles: "tolerated",
    leadMs: (requiredLeadTimeMs) => requiredLeadTimeMs ?? 250,
    furthestAheadMs: 30_000,
    modesInController: true,
    seekCommands: true,
    endNamesRoles: true,
    shortLastChunk: false,
    restartStopsGroup: false,
    controllerAfterStop: false,
    metadataEarly: true,
    play: { metadataMs: 30, groupMs: 31, streamMs: [70, 120] },
    metadataAfterStreamMs: undefined,
    everythingAfterStart: false,
    metadataOnResume: true,
  },
  "9.1.1": {
    version: "9.1.1",
    encryption: "e9",
    stateBeforeHello: false,
    groupWithHello: false,
    closesSilentClient: false,
    closesOnNonsense: true,
    unknownRoles: "tolerated",
    leadMs: (requiredLeadTimeMs) => requiredLeadTimeMs ?? 1_000,
    furthestAheadMs: 30_000,
    modesInController: true,
    seekCommands: true,
    endNamesRoles: true,
    shortLastChunk: false,
    restartStopsGroup: false,
    controllerAfterStop: false,
    metadataEarly: true,
    play: { metadataMs: 30, groupMs: 31, streamMs: [70, 120] },
    metadataAfterStreamMs: undefined,
    everythingAfterStart: false,
    metadataOnResume: true,
  },
  "10.2.1": {
    version: "10.2.1",
    encryption: "e10",
    stateBeforeHello: false,
    groupWithHello: false,
    closesSilentClient: false,
    closesOnNonsense: false,
    unknownRoles: "tolerated",
    leadMs: (requiredLeadTimeMs) => requiredLeadTimeMs ?? 1_000,
    furthestAheadMs: 30_000,
    modesInController: true,
    seekCommands: true,
    endNamesRoles: true,
    shortLastChunk: false,
    restartStopsGroup: false,
    controllerAfterStop: false,
    metadataEarly: true,
    play: { metadataMs: 30, groupMs: 31, streamMs: [70, 120] },
    metadataAfterStreamMs: undefined,
    everythingAfterStart: false,
    metadataOnResume: true,
  },
};
