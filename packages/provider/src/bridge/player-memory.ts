import type { DocumentStore, Logger, PlayerId } from "../ports.js";

/** What is remembered of a player over a restart. */
export interface Remembered {
  /** 0–100; what unmuting returns to. */
  readonly level?: number;
  readonly muted?: boolean;
  readonly startLatencyMs?: number;
}

/** One small document per player; written one at a time, the newest values win. */
export class PlayerMemory {
  readonly #store: DocumentStore;
  readonly #name: string;
  readonly #logger: Logger;
  #values: Remembered = {};
  #isDirty = false;
  #writing: Promise<void> | undefined;

  constructor(store: DocumentStore, playerId: PlayerId, logger: Logger) {
    this.#store = store;
    this.#name = `player-${playerId}`;
    this.#logger = logger;
  }

  /** What was remembered; nothing when there is no document or it cannot be read. */
  async read(): Promise<Remembered> {
    try {
      this.#values = { ...remembered(await this.#store.read(this.#name)), ...this.#values };
    } catch {
      this.#logger.warn({}, "What was remembered of a player could not be read; it starts with nothing.");
    }
    return this.#values;
  }

  /** Remembers from now on. A failed write is logged and tried again with the next change. */
  remember(change: Remembered): void {
    const next = { ...this.#values, ...change };
    if (isSame(next, this.#values)) return;
    this.#values = next;
    this.#isDirty = true;
    this.#writing ??= this.#write();
  }

  /** Resolves when everything remembered is written. */
  async flushed(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#isDirty) {
      this.#isDirty = false;
      try {
        await this.#store.write(this.#name, this.#values);
      } catch {
        this.#logger.warn({}, "What is known of a player could not be stored; is the state folder writable?");
      }
    }
    this.#writing = undefined;
  }
}

function remembered(document: unknown): Remembered {
  if (typeof document !== "object" || document === null) return {};
  const { level, muted, startLatencyMs } = document as Partial<Record<keyof Remembered, unknown>>;
  return {
    ...(isWithin(level, 100) ? { level } : {}),
    ...(typeof muted === "boolean" ? { muted } : {}),
    ...(isWithin(startLatencyMs, 30_000) ? { startLatencyMs } : {}),
  };
}

function isWithin(value: unknown, most: number): value is number {
  return typeof value === "number" && value >= 0 && value <= most;
}

function isSame(first: Remembered, second: Remembered): boolean {
  return first.level === second.level && first.muted === second.muted && first.startLatencyMs === second.startLatencyMs;
}
