import type { ControllerState, KnownServerMessage } from "@ma-alexa/protocol/sendspin";
import type { Clock } from "../clock.js";
import type { Coding } from "./coding.js";
import type { SeededRandom } from "./random.js";
import type { ServerProfile } from "./server-profile.js";

/** How a player stands, as Music Assistant's own interface shows it. */
export type PlayerState = "idle" | "playing" | "paused";

/** What the transport of a player needs from the player. */
export interface TransportPort {
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly profile: ServerProfile;
  /** At the end of the queue the stream ends when the producer has finished, not when the sound has. */
  readonly earlyEnd: boolean;
  readonly serverNowUs: () => number;
  readonly send: (message: KnownServerMessage) => void;
  readonly sendAudio: (timestampUs: number, payload: Uint8Array) => void;
  /** The stream that ends next is replaced at once. */
  readonly onReplace: () => void;
  readonly groupId: () => string;
  /** What the client asked for. */
  readonly codec: () => Coding["codec"];
  readonly bufferCapacityBytes: () => number;
  readonly requiredLeadTimeMs: () => number | undefined;
  /** The `controller` object as it stands. */
  readonly controller: () => ControllerState;
  readonly onChange: () => void;
}
