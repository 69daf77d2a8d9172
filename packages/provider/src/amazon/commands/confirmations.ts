import type { Clock, Timer } from "../../ports.js";
import type { PushFact } from "../push/push-fact.js";

/** What the Echo said within the time: what was expected, something else about the same matter, or nothing. */
export type Verdict = "confirmed" | "contradicted" | "silent";

export interface Expectation {
  readonly verdict: Promise<Verdict>;
  /** Nobody asks any more; the verdict is then "silent". */
  cancel(): void;
}

interface Open {
  readonly kind: PushFact["kind"];
  readonly serial: string;
  readonly matches: (fact: PushFact) => boolean;
  contradicted: boolean;
  readonly timer: Timer;
  readonly resolve: (verdict: Verdict) => void;
}

/**
 * Waits for an Echo's own report that a command was obeyed. Open the expectation before the command leaves, so that a
 * report that is quicker than Amazon's answer counts too.
 */
export class Confirmations {
  readonly #clock: Clock;
  readonly #open = new Set<Open>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A report of `kind` about the device that `matches` confirms; another level or state contradicts at the end. */
  expect(kind: PushFact["kind"], serial: string, matches: (fact: PushFact) => boolean, withinMs: number): Expectation {
    let resolve!: (verdict: Verdict) => void;
    const verdict = new Promise<Verdict>((settle) => (resolve = settle));
    const timer = this.#clock.after(withinMs, () => {
      this.#settle(open, open.contradicted ? "contradicted" : "silent");
    });
    const open: Open = { kind, serial, matches, contradicted: false, timer, resolve };
    this.#open.add(open);
    return {
      verdict,
      cancel: () => {
        this.#settle(open, "silent");
      },
    };
  }

  /** Every push event goes through here, unchanged values included: they too confirm. */
  notice(fact: PushFact): void {
    for (const open of [...this.#open]) {
      if (open.kind !== fact.kind || open.serial !== fact.serial) continue;
      if (open.matches(fact)) this.#settle(open, "confirmed");
      else open.contradicted = true;
    }
  }

  /** Ends every expectation. */
  clear(): void {
    for (const open of [...this.#open]) this.#settle(open, "silent");
  }

  #settle(open: Open, verdict: Verdict): void {
    if (!this.#open.delete(open)) return;
    open.timer.cancel();
    open.resolve(verdict);
  }
}
