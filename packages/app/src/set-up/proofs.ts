import { z } from "zod";
import type { Activity } from "@ma-alexa/protocol/admin";
import type { Clock, DocumentStore, Logger } from "@ma-alexa/provider";

/** What only shows itself while somebody uses an Echo, with the moment when it was last seen (milliseconds since 1970). */
export type Proof = "request" | "launch" | "fetch" | "sound" | "volume" | "stop";
export type Proven = Readonly<Partial<Record<Proof, number>>>;

const DOCUMENT = "set-up";
const ProvenSchema = z.object({
  request: z.number().optional(),
  launch: z.number().optional(),
  fetch: z.number().optional(),
  sound: z.number().optional(),
  volume: z.number().optional(),
  stop: z.number().optional(),
});

/** What a message between the parties proves. */
export function proofOf({ from, to, subject }: Pick<Activity, "from" | "to" | "subject">): Proof | undefined {
  if (to !== "bridge") return undefined;
  if (from === "echo" && subject === "fetched") return "fetch";
  if (from === "echo" && subject === "started") return "sound";
  if (from === "echo" && (subject === "stopped" || subject === "finished")) return "stop";
  if (from === "amazon" && subject === "volume") return "volume";
  return undefined;
}

/** What the household has shown to work, kept over restarts: a chain that held yesterday is not unknown today. */
export class Proofs {
  readonly #store: DocumentStore;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #listeners = new Set<() => void>();
  #proven: Proven = {};

  constructor(parts: { readonly store: DocumentStore; readonly clock: Clock; readonly logger: Logger }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#logger = parts.logger;
  }

  /** Reads what was proven before; whatever cannot be read is proven again. */
  async load(): Promise<void> {
    const stored = ProvenSchema.safeParse(await this.#store.read(DOCUMENT));
    if (stored.success) this.#proven = { ...defined(stored.data), ...this.#proven };
  }

  all(): Proven {
    return this.#proven;
  }

  /** Notes that something was seen to work; only the first sight of it in a run is written down. */
  saw(proof: Proof): void {
    const isKnown = this.#proven[proof] !== undefined;
    this.#proven = { ...this.#proven, [proof]: this.#clock.epoch() };
    if (isKnown) return;
    this.#store.write(DOCUMENT, this.#proven).catch((error: unknown) => {
      this.#logger.warn({ error: String(error) }, "What the set-up has proven could not be written down");
    });
    for (const listener of this.#listeners) listener();
  }

  /** Calls `listener` when something is proven for the first time, until the returned function is called. */
  follow(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function defined(proven: z.infer<typeof ProvenSchema>): Proven {
  return Object.fromEntries(Object.entries(proven).filter(([, atEpochMs]) => atEpochMs !== undefined));
}
