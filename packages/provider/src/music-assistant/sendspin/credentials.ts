import { randomBytes } from "node:crypto";

import type { DocumentStore, Logger } from "../../ports.js";

import { pskId, SENTINEL, type Psk } from "./noise/psk.js";

/** The name of the secret document that keeps every player's pairing PSK and pairing records. */
const CREDENTIALS_DOCUMENT = "sendspin-pairings";

const PSK_BYTES = 32;
/** A client must hold five at least (Sendspin reference 2.3). */
const MAX_RECORDS = 8;

/** The secret that one server and one player share since they were paired. */
interface PairingRecord {
  readonly serverId: string;
  /** 32 bytes in base64url. */
  readonly psk: string;
}

interface StoredCredentials {
  readonly pairingPsk: string;
  /** Oldest use first. */
  readonly records: readonly PairingRecord[];
}

/** The secrets of one player. */
export class PlayerCredentials {
  readonly #changed: (stored: StoredCredentials) => void;
  #stored: StoredCredentials;

  constructor(stored: StoredCredentials, changed: (stored: StoredCredentials) => void) {
    this.#stored = stored;
    this.#changed = changed;
  }

  /** The secret of the pairing token. */
  get pairingPsk(): Buffer {
    return Buffer.from(this.#stored.pairingPsk, "base64url");
  }

  /** The secret with this id that may be used with this server. */
  find(id: string, serverId: string): Psk | undefined {
    if (id === pskId(SENTINEL.psk)) return SENTINEL;
    if (id === pskId(this.pairingPsk)) return { kind: "pairing", psk: this.pairingPsk };
    const record = this.#stored.records.find((candidate) => {
      return candidate.serverId === serverId && pskId(Buffer.from(candidate.psk, "base64url")) === id;
    });
    if (record === undefined) return undefined;
    this.#keep([...this.#without(record), record]);
    return { kind: "long-term", psk: Buffer.from(record.psk, "base64url") };
  }

  /** Whether a pairing with this server is remembered. */
  isPairedWith(serverId: string): boolean {
    return this.#stored.records.some((record) => record.serverId === serverId);
  }

  /** Remembers a pairing; it replaces an older one with the same server, or the one that was not used for longest. */
  pair(serverId: string, psk: Uint8Array): void {
    const others = this.#stored.records.filter((record) => record.serverId !== serverId);
    const added = { serverId, psk: Buffer.from(psk).toString("base64url") };
    this.#keep([...others, added].slice(-MAX_RECORDS));
  }

  /** Forgets the pairing with this server. */
  unpair(serverId: string): void {
    this.#keep(this.#stored.records.filter((record) => record.serverId !== serverId));
  }

  #without(one: PairingRecord): PairingRecord[] {
    return this.#stored.records.filter((record) => record !== one);
  }

  #keep(records: readonly PairingRecord[]): void {
    const before = this.#stored.records;
    if (records.length === before.length && records.every((record, n) => record === before[n])) return;
    this.#stored = { ...this.#stored, records };
    this.#changed(this.#stored);
  }
}

/** The secrets of all players of a household, in one document. */
export class Credentials {
  readonly #store: DocumentStore;
  readonly #logger: Logger;
  readonly #stored = new Map<string, StoredCredentials>();
  readonly #players = new Map<string, PlayerCredentials>();
  #written: Promise<void> = Promise.resolve();

  constructor(parts: { readonly store: DocumentStore; readonly logger: Logger }) {
    this.#store = parts.store;
    this.#logger = parts.logger;
  }

  /** Reads what is stored; to be called before `of`. Rejects when the document cannot be read. */
  async load(): Promise<void> {
    const document = await this.#store.read(CREDENTIALS_DOCUMENT);
    if (typeof document !== "object" || document === null) return;
    for (const [clientId, value] of Object.entries(document)) if (isStored(value)) this.#stored.set(clientId, value);
  }

  /** The secrets of the player with this id, made at first sight. */
  of(clientId: string): PlayerCredentials {
    const known = this.#players.get(clientId);
    if (known !== undefined) return known;
    const stored = this.#stored.get(clientId) ?? this.#made(clientId);
    const player = new PlayerCredentials(stored, (changed) => {
      this.#keep(clientId, changed);
    });
    this.#players.set(clientId, player);
    return player;
  }

  /** Resolves when everything is written. */
  async flushed(): Promise<void> {
    await this.#written;
  }

  #made(clientId: string): StoredCredentials {
    const made = { pairingPsk: randomBytes(PSK_BYTES).toString("base64url"), records: [] };
    this.#keep(clientId, made);
    return made;
  }

  #keep(clientId: string, stored: StoredCredentials): void {
    this.#stored.set(clientId, stored);
    this.#written = this.#written
      .then(() => this.#store.write(CREDENTIALS_DOCUMENT, Object.fromEntries(this.#stored), { secret: true }))
      .catch(() => {
        this.#logger.warn({}, "Pairings with Music Assistant could not be stored; is the state folder writable?");
      });
  }
}

function isStored(value: unknown): value is StoredCredentials {
  if (typeof value !== "object" || value === null) return false;
  const { pairingPsk, records } = value as Partial<Record<keyof StoredCredentials, unknown>>;
  return isKeyText(pairingPsk) && Array.isArray(records) && records.every(isRecord);
}

function isRecord(value: unknown): value is PairingRecord {
  if (typeof value !== "object" || value === null) return false;
  const { serverId, psk } = value as Partial<Record<keyof PairingRecord, unknown>>;
  return isKeyText(serverId) && isKeyText(psk);
}

function isKeyText(value: unknown): value is string {
  return typeof value === "string" && /^[\w-]{43}$/.test(value);
}
