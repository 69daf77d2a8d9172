import { parse, WireError } from "@ma-alexa/protocol";
import type { z } from "zod";
import type { DocumentStore, Logger } from "../ports.js";

/** What a document is called, what it looks like and who may read it. */
export interface DocumentKind<S extends z.ZodType> {
  readonly name: string;
  readonly schema: S;
  readonly secret: boolean;
}

/** One small document in the store: read once, then written in the order in which it changed. */
export class SavedDocument<S extends z.ZodType> {
  readonly #store: DocumentStore;
  readonly #logger: Logger;
  readonly #kind: DocumentKind<S>;
  #writing: Promise<void> = Promise.resolve();

  constructor(store: DocumentStore, logger: Logger, kind: DocumentKind<S>) {
    this.#store = store;
    this.#logger = logger;
    this.#kind = kind;
  }

  /** The document; undefined when there is none, or when it cannot be read (what it held is then learnt anew). */
  async load(): Promise<z.output<S> | undefined> {
    const { name, schema } = this.#kind;
    const value = await this.#store.read(name);
    if (value === undefined) return undefined;
    try {
      return parse(schema, value, `The document "${name}"`);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.#logger.warn({ code: error.code }, `${error.message} It is learnt anew.`);
      return undefined;
    }
  }

  /** Writes what the document is now. A failure is logged: the house goes on, and forgets at the next restart. */
  save(value: z.output<S>): void {
    const { name, secret } = this.#kind;
    this.#writing = this.#writing
      .then(() => this.#store.write(name, value, { secret }))
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : "unknown";
        this.#logger.error(
          { document: name, reason },
          `The document "${name}" could not be saved: check the state folder.`,
        );
      });
  }

  /** Resolves when everything saved so far has been written. */
  async settled(): Promise<void> {
    await this.#writing;
  }
}
