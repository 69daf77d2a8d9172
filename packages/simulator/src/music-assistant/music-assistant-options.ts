import type { Clock } from "../clock.js";
import type { SimulatedApiOptions } from "./api/simulated-api.js";
import type { ServerVersion } from "./server-profile.js";
import type { Tune } from "./tunes.js";

/** What a simulated Music Assistant may be told; everything but the clock has a default. */
export interface MusicAssistantOptions {
  readonly clock: Clock;
  /** Equal seeds give equal tunes, ids and delays. */
  readonly seed?: number;
  /** The library; six traditional tunes when absent. */
  readonly tunes?: readonly Tune[];
  /** 0 (the default) takes a free port and keeps it over {@link SimulatedMusicAssistant.stop}. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Whose traffic is produced; default 6.1.1, which is Music Assistant 2.9. */
  readonly profile?: ServerVersion;
  /** From a new client's state to the full list of commands; default 300 ms, measured 10 050 (reference 1.11). */
  readonly registrationDelayMs?: number;
  /** At the end of the queue the stream ends when the producer has finished; default: only with profile 4.3.0. */
  readonly earlyEnd?: boolean;
  /** A stream that is replaced is not ended but cleared, too late, as aiosendspin 4 and 5 do; default off. */
  readonly lateClear?: boolean;
  /** "Allow legacy clients"; default on, as in every released Music Assistant. Off, plaintext is refused. */
  readonly allowsLegacy?: boolean;
  /** Encrypted clients with unpaired access are approved by themselves, as since 2.10.1; default on. */
  readonly approves?: boolean;
  /** Of its own API. */
  readonly api?: SimulatedApiOptions;
}
