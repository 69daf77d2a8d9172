import type { Clock, DocumentStore, Logger } from "../../ports.js";

import { Credentials } from "./credentials.js";
import type { Encryption } from "./encryption.js";
import { ServerMemory } from "./server-memory.js";

/** What all players of a household need to encrypt and what they learn of servers, kept over restarts. */
export class EncryptionBook {
  readonly #credentials: Credentials;
  readonly #servers: ServerMemory;

  constructor(parts: { readonly store: DocumentStore; readonly clock: Clock; readonly logger: Logger }) {
    this.#credentials = new Credentials(parts);
    this.#servers = new ServerMemory(parts);
  }

  /** Reads what is stored; to be called before `of`. Rejects when a document cannot be read. */
  async load(): Promise<void> {
    await Promise.all([this.#credentials.load(), this.#servers.load()]);
  }

  /** What the player with this identity needs; `privateKey` is raw, in base64url. */
  of(identity: { readonly clientId: string; readonly privateKey: string }): Encryption {
    return {
      privateKey: identity.privateKey,
      credentials: this.#credentials.of(identity.clientId),
      servers: this.#servers,
    };
  }

  /** Resolves when everything learnt is written. */
  async flushed(): Promise<void> {
    await Promise.all([this.#credentials.flushed(), this.#servers.flushed()]);
  }
}
