import { generateKeyPairSync } from "node:crypto";

import type { DocumentStore, PlayerId } from "../ports.js";

/** Who an Echo is to Music Assistant: an X25519 key pair, raw and base64url. The private key is a secret. */
export interface PlayerIdentity {
  /** The public key, which is Sendspin's `client_id`. */
  readonly clientId: string;
  readonly privateKey: string;
}

/** The name of the secret document that keeps all identities by serial number. */
export const IDENTITIES_DOCUMENT = "sendspin-identities";

const PLAYER_ID_LENGTH = 16;

/** How the house names the player with this identity. */
export function playerIdOf(identity: Pick<PlayerIdentity, "clientId">): PlayerId {
  return identity.clientId.slice(0, PLAYER_ID_LENGTH);
}

/** One identity per Echo, made at first sight and kept: with another one the Echo would be another player. */
export class Identities {
  readonly #store: DocumentStore;
  readonly #known = new Map<string, PlayerIdentity>();
  #loaded: Promise<void> | undefined;
  #written: Promise<void> = Promise.resolve();

  constructor(store: DocumentStore) {
    this.#store = store;
  }

  /** The identity of the Echo with this serial number. Rejects when it cannot be read or stored. */
  async of(serial: string): Promise<PlayerIdentity> {
    await (this.#loaded ??= this.#load());
    const known = this.#known.get(serial);
    if (known !== undefined) return known;
    const made = newIdentity();
    this.#known.set(serial, made);
    await this.#write();
    return made;
  }

  async #load(): Promise<void> {
    const stored = await this.#store.read(IDENTITIES_DOCUMENT);
    if (typeof stored !== "object" || stored === null) return;
    for (const [serial, value] of Object.entries(stored)) if (isIdentity(value)) this.#known.set(serial, value);
  }

  /** One write after the other, each with everything known, so that the last one is complete. */
  #write(): Promise<void> {
    const write = this.#written
      .catch(() => undefined)
      .then(() => this.#store.write(IDENTITIES_DOCUMENT, Object.fromEntries(this.#known), { secret: true }));
    this.#written = write;
    return write;
  }
}

function newIdentity(): PlayerIdentity {
  const { x, d } = generateKeyPairSync("x25519").privateKey.export({ format: "jwk" });
  if (x === undefined || d === undefined) throw new Error("This Node.js cannot make X25519 keys.");
  return { clientId: x, privateKey: d };
}

function isIdentity(value: unknown): value is PlayerIdentity {
  if (typeof value !== "object" || value === null) return false;
  const { clientId, privateKey } = value as Partial<Record<keyof PlayerIdentity, unknown>>;
  return typeof clientId === "string" && clientId.length === 43 && typeof privateKey === "string";
}
