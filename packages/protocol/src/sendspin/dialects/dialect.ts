/** What differs between the wires that servers speak (Sendspin reference 2.7). One is chosen per connection, at its handshake. */
import type { AudioHeaderBytes } from "../audio-frame.js";
import type { ClientState } from "../core.js";
import type { Fragmentation } from "../fragments.js";
import type { KnownClientMessage, KnownSecureClientMessage } from "../message.js";
import type { AudioFormat } from "../player.js";

export type DialectName = "plaintext" | "e9" | "e10";

/** What a client says of itself, whatever the wire. */
export interface Introduction {
  /** The public key in base64url. */
  readonly clientId: string;
  readonly name: string;
  readonly product: { readonly name: string; readonly manufacturer: string; readonly softwareVersion: string };
  readonly roles: readonly string[];
  readonly format: AudioFormat;
  readonly bufferCapacityBytes: number;
  /** A long-term PSK holds this connection. */
  readonly isPaired: boolean;
}

/** What a client says of its player, whatever the wire; every value within the wire's range. */
export interface PlayerCondition {
  /** Music Assistant may play here: false while the speaker is used by others, or its clock is not known yet. */
  readonly available: boolean;
  readonly volume: number;
  readonly muted: boolean;
  readonly delayMs: number;
  readonly requiredLeadTimeMs: number;
  readonly minBufferMs: number;
}

export interface Dialect {
  readonly name: DialectName;
  readonly audioHeaderBytes: AudioHeaderBytes;
  /** How long messages are cut; plaintext has no such limit. */
  readonly fragmentation?: Fragmentation;
  /** An object of server/state is complete: an absent key has no value. Otherwise it is unchanged. */
  readonly hasCompleteState: boolean;
  /** Both hellos are said again after the keys were changed. */
  readonly greetsAfterRehandshake: boolean;
  /** A PSK that the client does not know is answered with the Sentinel in the opening handshake. */
  readonly fallsBackToSentinel: boolean;
  /** A client is available only once it knows the server's clock. */
  readonly waitsForClock: boolean;
  /** Pairing begins with client/pair-init. */
  readonly hasPairInit: boolean;
  /** client/leave exists; others drop the connection for it. */
  readonly hasLeave: boolean;
  readonly hello: (introduction: Introduction) => KnownClientMessage | KnownSecureClientMessage;
  readonly state: (condition: PlayerCondition) => ClientState;
}

/** The one way of pairing that needs neither a display nor a loudspeaker that spells. */
export const PAIRING_METHOD = "pairing_psk";

/** What volume and mute are called wherever they are declared. */
export const LOUDNESS_COMMANDS = ["volume", "mute"] as const;

/** `device_info` is written alike in all dialects. */
export function deviceInfo({ product }: Introduction) {
  return {
    product_name: product.name,
    manufacturer: product.manufacturer,
    software_version: product.softwareVersion,
  };
}
