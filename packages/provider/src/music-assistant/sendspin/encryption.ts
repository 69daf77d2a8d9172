import type { NoiseSuite } from "@ma-alexa/protocol/sendspin";

import type { PlayerCredentials } from "./credentials.js";
import type { ServerMemory } from "./server-memory.js";

/** What a client needs to encrypt. */
export interface Encryption {
  /** The raw private key that belongs to the client's id, in base64url; a secret. */
  readonly privateKey: string;
  readonly credentials: PlayerCredentials;
  /** One for all clients of a household. */
  readonly servers: ServerMemory;
  /** AES-GCM when absent: servers take both, and processors have instructions for it. */
  readonly suite?: NoiseSuite;
}
