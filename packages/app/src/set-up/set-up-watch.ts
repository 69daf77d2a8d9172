import type { SetUp } from "@ma-alexa/protocol/admin";
import type { Clock, Timer } from "@ma-alexa/provider";
import type { Proofs } from "./proofs.js";
import type { Reach } from "./public-address.js";
import { setUpSteps, type SetUpFacts } from "./set-up-steps.js";

/** What the set-up is made from; joined in `cli/open-admin.ts`. */
export interface SetUpParts {
  readonly proofs: Proofs;
  /** Absent where no public address is needed or named. */
  readonly publicUrl: string | undefined;
  readonly tryAddress: (publicUrl: string) => Promise<Reach>;
  /** Everything but what is found out here. */
  readonly facts: () => Omit<SetUpFacts, "reach" | "proven">;
  readonly clock: Clock;
}

/** A certificate that ends, or a router that forgets, is noticed within this time. */
const TRY_EVERY_MS = 15 * 60_000;

/** The set-up as it stands: what the bridge knows, what was seen to work, and its own look at its public address. */
export class SetUpWatch {
  readonly #parts: SetUpParts;
  readonly #listeners = new Set<() => void>();
  #reach: Reach;
  #timer: Timer | undefined;
  #unfollow: (() => void) | undefined;

  constructor(parts: SetUpParts) {
    this.#parts = parts;
    this.#reach = { kind: parts.publicUrl === undefined ? "unnamed" : "unknown" };
  }

  start(): void {
    this.#unfollow = this.#parts.proofs.follow(this.#changed);
    this.#tryAgain();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#unfollow?.();
    this.#unfollow = undefined;
  }

  current(): SetUp {
    const { proofs, publicUrl, facts } = this.#parts;
    const steps = setUpSteps({ ...facts(), reach: this.#reach, proven: proofs.all() });
    return { steps, ...(publicUrl === undefined ? {} : { publicUrl }) };
  }

  /** Tries the public address now; resolves with what the set-up is then. */
  async check(): Promise<SetUp> {
    const { publicUrl, tryAddress } = this.#parts;
    if (publicUrl !== undefined) {
      this.#reach = await tryAddress(publicUrl);
      this.#changed();
    }
    return this.current();
  }

  /** Calls `listener` after every change that is found out here, until the returned function is called. */
  follow(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  readonly #changed = (): void => {
    for (const listener of this.#listeners) listener();
  };

  #tryAgain(): void {
    if (this.#parts.publicUrl === undefined) return;
    void this.check();
    this.#timer = this.#parts.clock.after(TRY_EVERY_MS, () => {
      this.#tryAgain();
    });
  }
}
