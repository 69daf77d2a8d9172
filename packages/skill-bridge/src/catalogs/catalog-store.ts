import { z } from "zod";
import type { CatalogType } from "@ma-alexa/protocol/alexa/music-skill";
import type { DocumentStore } from "../ports.js";
import type { Ledger } from "./catalog-ledger.js";

const DOCUMENT = "catalogs";

const CatalogsSchema = z.object({
  lastUploadEpochMs: z.number().optional(),
  handOff: z.string().optional(),
  ledgers: z.record(z.string(), z.record(z.string(), z.string().nullable())),
});

/** What is remembered of the catalogs: what Amazon was told, when, and the phrase that hands over. */
export class CatalogStore {
  readonly #store: DocumentStore;
  #state: z.infer<typeof CatalogsSchema> = { ledgers: {} };

  constructor(store: DocumentStore) {
    this.#store = store;
  }

  /** @throws ZodError when the document was changed by hand into something else. */
  async load(): Promise<void> {
    const stored = await this.#store.read(DOCUMENT);
    if (stored !== undefined) this.#state = CatalogsSchema.parse(stored);
  }

  get lastUploadEpochMs(): number | undefined {
    return this.#state.lastUploadEpochMs;
  }

  get handOff(): string | undefined {
    return this.#state.handOff;
  }

  ledger(type: CatalogType): Ledger {
    return this.#state.ledgers[type] ?? {};
  }

  /** Keeps what one catalog holds from now on. */
  async keep(type: CatalogType, ledger: Ledger): Promise<void> {
    this.#state = { ...this.#state, ledgers: { ...this.#state.ledgers, [type]: { ...ledger } } };
    await this.#store.write(DOCUMENT, this.#state);
  }

  /** Keeps the time of an upload and the phrase that it brought. */
  async uploaded(atEpochMs: number, handOff: string | undefined): Promise<void> {
    this.#state = { ...this.#state, lastUploadEpochMs: atEpochMs, ...(handOff === undefined ? {} : { handOff }) };
    await this.#store.write(DOCUMENT, this.#state);
  }
}
