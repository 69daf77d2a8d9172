import type {
  AudioFrame,
  Dialect,
  KnownClientMessage,
  KnownSecureClientMessage,
  SecureServerMessage,
  ServerMessage,
} from "@ma-alexa/protocol/sendspin";

import type { PskKind } from "./noise/psk.js";

/** Whatever a server may say, on any wire. */
export type HeardMessage = ServerMessage | SecureServerMessage;
/** Whatever we may say, on any wire. */
export type SaidMessage = KnownClientMessage | KnownSecureClientMessage;

/** What a wire hands up, in the order in which the server said it. */
export interface WireListener {
  message(message: HeardMessage): void;
  audio(frame: AudioFrame): void;
  /** The keys were changed under way; `trust` and `hasMismatch` are known anew. */
  rehandshaken(): void;
  /** The server broke the rules of the wire; nothing more can be understood. `detail` is for a person. */
  failed(detail: string): void;
}

/** One connection whose dialect is known, as the conversation sees it. */
export interface Wire {
  readonly dialect: Dialect;
  /** Who the other side has proved to be; plaintext proves nothing. */
  readonly serverId: string | undefined;
  readonly trust: PskKind | undefined;
  /** The server asked for a PSK that we do not have: it believes in a pairing that we have lost. */
  readonly hasMismatch: boolean;
  /** False when the connection is closed or closing. */
  send(message: SaidMessage): boolean;
  /** The frame that says `message` as the last one. */
  frame(message: SaidMessage): string | Uint8Array;
  /** A change of keys is complete: what was held back goes out. */
  release(): void;
  heardText(text: string): void;
  heardBinary(bytes: Uint8Array): void;
}
