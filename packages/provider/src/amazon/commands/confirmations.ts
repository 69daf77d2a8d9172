import type { Clock, Timer } from "../../ports.js";
import type { PushFact } from "../push/push-fact.js";

/** What an Echo's report says of a command: it was obeyed, somebody else did something, or nothing about it. */
export type Judgement = "confirmed" | "contradicted" | "silent";

export interface Expectation {
  readonly verdict: Promise<Judgement>;
  /** Nobody asks any more; the verdict is then "silent". */
  cancel(): void;
}

interface Open {
  readonly judge: (fact: PushFact) => Judgement;
  contradicted: boolean;
  readonly timer: Timer;
  readonly resolve: (verdict: Judgement) => void;
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

  /** A report that confirms ends the wait; one that contradicts counts at its end, unless one confirms after all. */
  expect(judge: (fact: PushFact) => Judgement, withinMs: number): Expectation {
    let resolve!: (verdict: Judgement) => void;
    const verdict = new Promise<Judgement>((settle) => (resolve = settle));
    const timer = this.#clock.after(withinMs, () => {
      this.#settle(open, open.contradicted ? "contradicted" : "silent");
    });
    const open: Open = { judge, contradicted: false, timer, resolve };
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
      const judgement = open.judge(fact);
      if (judgement === "confirmed") this.#settle(open, "confirmed");
      else if (judgement === "contradicted") open.contradicted = true;
    }
  }

  /** Ends every expectation. */
  clear(): void {
    for (const open of [...this.#open]) this.#settle(open, "silent");
  }

  #settle(open: Open, verdict: Judgement): void {
    if (!this.#open.delete(open)) return;
    open.timer.cancel();
    open.resolve(verdict);
  }
}
