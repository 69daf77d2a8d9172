import type { DocumentStore } from "@ma-alexa/provider";

/** Documents that live as long as the program: what a demo remembers. */
export class MemoryStore implements DocumentStore {
  readonly #documents = new Map<string, string>();

  read(name: string): Promise<unknown> {
    const text = this.#documents.get(name);
    return Promise.resolve(text === undefined ? undefined : (JSON.parse(text) as unknown));
  }

  write(name: string, value: unknown): Promise<void> {
    this.#documents.set(name, JSON.stringify(value));
    return Promise.resolve();
  }
}
