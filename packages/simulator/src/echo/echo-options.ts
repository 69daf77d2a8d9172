import type { SimulatedAlexa } from "../alexa/simulated-alexa.js";
import type { PushedPlayerState } from "../amazon/push/payloads.js";
import type { Clock } from "../clock.js";
import type { SeededRandom } from "../music-assistant/random.js";
import type { EchoModelName } from "./echo-models.js";
import type { Habits } from "./habits.js";

/** One Echo of the household; what is left out is chosen by the street's seed. */
export interface EchoOptions {
  readonly name: string;
  /** Default: a Dot of the fourth generation. */
  readonly model?: EchoModelName;
  /** Default `en-US`. */
  readonly locale?: string;
  readonly serial?: string;
  /** 0 to 100; default 30. */
  readonly volume?: number;
  readonly habits?: Partial<Habits>;
  /** From the filled pre-buffer to the first sound; default 400 ms. */
  readonly startLatencyMs?: number;
  /** Serials of the groups it belongs to. */
  readonly parentClusters?: readonly string[];
}

/** What an Echo tells Amazon, which pushes it to whoever is signed in. Met by SimulatedAmazon. */
export interface EchoReports {
  pushVolume(serial: string): void;
  pushConnection(serial: string): void;
  pushBluetooth(serial: string): void;
  pushNotification(serial: string): void;
  reportPlayer(serial: string, state: PushedPlayerState, mediaReferenceId: string | null): void;
  reportUtterance(serial: string, said: string): void;
}

/** The street around an Echo. */
export interface EchoSurroundings {
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly alexa: SimulatedAlexa;
  readonly amazon: EchoReports;
}

/** What a person can touch. */
export type EchoButton = "volume-up" | "volume-down" | "mute" | "next" | "previous" | "play" | "pause" | "play-pause";
