import type { DocumentStore } from "../ports.js";

/** A store that keeps documents in memory, with whether they were to be secret. */
export class MemoryStore implements DocumentStore {
  readonly documents = new Map<string, { readonly value: unknown; readonly secret: boolean }>();

  read(name: string): Promise<unknown> {
    return Promise.resolve(this.documents.get(name)?.value);
  }

  write(name: string, value: unknown, options?: { readonly secret?: boolean }): Promise<void> {
    this.documents.set(name, { value, secret: options?.secret ?? false });
    return Promise.resolve();
  }
}
