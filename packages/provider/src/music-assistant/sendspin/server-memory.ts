import type { Clock, DocumentStore, Logger } from "../../ports.js";

/** The name of the document that remembers which servers encrypt. */
const SERVERS_DOCUMENT = "sendspin-servers";

/** How to begin with a server: with encryption and nothing else, with encryption to see whether it answers, or without. */
export type Approach = "encrypted" | "probe" | "plaintext";

interface Remembered {
  readonly wire: "encrypted" | "plaintext";
  readonly serverId?: string;
  readonly atEpochMs: number;
}

/** A server that was updated meanwhile may encrypt now. */
const PLAINTEXT_HOLDS_MS = 24 * 60 * 60_000;

/**
 * What servers spoke, by address and by the id they proved. One that encrypted once is never spoken to in the clear
 * again (design, section 4): somebody who stands between us could ask for nothing better.
 */
export class ServerMemory {
  readonly #store: DocumentStore;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #servers = new Map<string, Remembered>();
  #written: Promise<void> = Promise.resolve();

  constructor(parts: { readonly store: DocumentStore; readonly clock: Clock; readonly logger: Logger }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#logger = parts.logger;
  }

  /** Reads what is stored; to be called before everything else. Rejects when the document cannot be read. */
  async load(): Promise<void> {
    const document = await this.#store.read(SERVERS_DOCUMENT);
    if (typeof document !== "object" || document === null) return;
    for (const [address, value] of Object.entries(document)) if (isRemembered(value)) this.#servers.set(address, value);
  }

  /** How to begin with the server at this address. */
  approach(address: string): Approach {
    const known = this.#servers.get(address);
    if (known === undefined) return "probe";
    if (known.wire === "encrypted") return "encrypted";
    return this.#clock.epoch() - known.atEpochMs < PLAINTEXT_HOLDS_MS ? "plaintext" : "probe";
  }

  /** Whether a server that names itself so has encrypted before, at any address. */
  hasEncrypted(serverId: string): boolean {
    return [...this.#servers.values()].some(({ wire, serverId: id }) => wire === "encrypted" && id === serverId);
  }

  /** The server at this address has proved who it is. */
  encrypts(address: string, serverId: string): void {
    const known = this.#servers.get(address);
    if (known?.wire === "encrypted" && known.serverId === serverId) return;
    this.#keep(address, { wire: "encrypted", serverId, atEpochMs: this.#clock.epoch() });
  }

  /** The server at this address does not know encryption. */
  isPlain(address: string): void {
    if (this.#servers.get(address)?.wire === "encrypted") return;
    this.#keep(address, { wire: "plaintext", atEpochMs: this.#clock.epoch() });
  }

  /** That it does not know encryption is in doubt: it was away, and may come back as another version. */
  doubt(address: string): void {
    if (this.#servers.get(address)?.wire === "plaintext") this.#servers.delete(address);
  }

  /** Resolves when everything is written. */
  async flushed(): Promise<void> {
    await this.#written;
  }

  #keep(address: string, remembered: Remembered): void {
    this.#servers.set(address, remembered);
    this.#written = this.#written
      .then(() => this.#store.write(SERVERS_DOCUMENT, Object.fromEntries(this.#servers)))
      .catch(() => {
        this.#logger.warn({}, "Which servers encrypt could not be stored; is the state folder writable?");
      });
  }
}

function isRemembered(value: unknown): value is Remembered {
  if (typeof value !== "object" || value === null) return false;
  const { wire, serverId, atEpochMs } = value as Partial<Record<keyof Remembered, unknown>>;
  return (
    (wire === "encrypted" || wire === "plaintext") &&
    (serverId === undefined || typeof serverId === "string") &&
    typeof atEpochMs === "number"
  );
}
