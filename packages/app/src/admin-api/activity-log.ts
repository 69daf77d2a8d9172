import type { Activity } from "@ma-alexa/protocol/admin";
import { maskSecrets } from "../logging/secrets.js";

const KEPT = 200;

/** What passed between the parties lately, secrets masked, newest last. */
export class ActivityLog {
  readonly #entries: Activity[] = [];
  readonly #listeners = new Set<(entry: Activity) => void>();
  #nextId = 1;

  add(entry: Omit<Activity, "id">): void {
    const masked = { ...(maskSecrets(entry) as Omit<Activity, "id">), id: this.#nextId++ };
    this.#entries.push(masked);
    if (this.#entries.length > KEPT) this.#entries.shift();
    for (const listener of this.#listeners) listener(masked);
  }

  recent(): readonly Activity[] {
    return this.#entries;
  }

  /** Calls `listener` with every new entry until the returned function is called. */
  follow(listener: (entry: Activity) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
