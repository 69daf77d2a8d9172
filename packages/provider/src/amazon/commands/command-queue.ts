import PQueue from "p-queue";
import type { Clock, Timer } from "../../ports.js";
import { asAmazonError } from "../amazon-error.js";
import type { Breaker } from "../breaker.js";
import type { AmazonCounters } from "../counters.js";
import { PRIORITY, mayTravelWith, placeOf, priorityOf, timeToLiveMs } from "./command.js";
import type { Command, CommandOutcome } from "./command.js";

/** Between the end of one sequence and the next: nobody knows Amazon's limit, and this much was never refused. */
const PACE_MS = 1_000;
const GATHER_MS = 30;

export interface CommandQueueParts {
  readonly clock: Clock;
  readonly counters: AmazonCounters;
  /** Sends the commands as one sequence; rejects with an AmazonError, after its deadline at the latest. */
  readonly send: (commands: readonly Command[]) => Promise<void>;
  /** Waited for while it is shut. */
  readonly breaker: Breaker;
}

export interface SubmitOptions {
  /** Withdraws the command while it waits; its outcome is then "superseded". */
  readonly signal?: AbortSignal | undefined;
  /** Called right before the command leaves. */
  readonly onSending?: () => void;
}

interface Waiting {
  readonly command: Command;
  readonly options: SubmitOptions;
  readonly outcome: Promise<CommandOutcome>;
  readonly settle: (outcome: CommandOutcome) => void;
  expiry: Timer;
}

/**
 * Everything that is sent to an account's Echos, one sequence at a time and at least a second apart. While a command
 * waits, a newer one for the same device and kind takes its place; those that may travel together share a sequence.
 */
export class CommandQueue {
  readonly #parts: CommandQueueParts;
  readonly #lane = new PQueue({ concurrency: 1 });
  readonly #waiting = new Map<string, Waiting>();
  #resume: Timer | undefined;
  #generation = 0;
  #gathering: { readonly resolve: () => void; readonly timer: Timer } | undefined;

  constructor(parts: CommandQueueParts) {
    this.#parts = parts;
  }

  /** Queues the command; the promise never rejects. */
  submit(command: Command, options: SubmitOptions = {}): Promise<CommandOutcome> {
    if (options.signal?.aborted === true) return Promise.resolve({ outcome: "superseded" });
    const pauseMs = this.#parts.breaker.shutForMs;
    if (pauseMs > timeToLiveMs(command)) return this.#refusedFor(pauseMs);
    const place = placeOf(command);
    const former = this.#waiting.get(place);
    // Two stops are one: both callers learn what became of it.
    if (former !== undefined && command.kind === "stop") return former.outcome;
    if (former !== undefined) this.#withdraw(place, "superseded");
    if (command.kind === "stop")
      this.#withdraw(placeOf({ kind: "text", serial: command.serial, text: "" }), "superseded");
    const entry = this.#enter(place, command, options);
    void this.#lane.add(() => this.#run(place), { priority: PRIORITY[priorityOf(command)] });
    return entry.outcome;
  }

  /** Refuses whatever waits and forgets the pace; what is under way ends by itself. */
  clear(reason: string): void {
    for (const [place, entry] of [...this.#waiting]) {
      this.#leave(place, entry);
      this.#refuse(entry, reason);
    }
    this.#generation += 1;
    this.#resume?.cancel();
    this.#gathering?.timer.cancel();
    this.#gathering?.resolve();
    this.#lane.clear();
    this.#lane.start();
  }

  #enter(place: string, command: Command, options: SubmitOptions): Waiting {
    let settle!: (outcome: CommandOutcome) => void;
    const outcome = new Promise<CommandOutcome>((resolve) => (settle = resolve));
    const withdraw = (): void => {
      if (this.#waiting.get(place) === entry) this.#withdraw(place, "superseded");
    };
    const entry: Waiting = {
      command,
      options,
      outcome,
      settle: (value) => {
        options.signal?.removeEventListener("abort", withdraw);
        settle(value);
      },
      expiry: this.#parts.clock.after(timeToLiveMs(command), () => {
        this.#withdraw(place, "expired");
      }),
    };
    options.signal?.addEventListener("abort", withdraw, { once: true });
    this.#waiting.set(place, entry);
    return entry;
  }

  #leave(place: string, entry: Waiting): void {
    entry.expiry.cancel();
    this.#waiting.delete(place);
  }

  #withdraw(place: string, outcome: "superseded" | "expired"): void {
    const entry = this.#waiting.get(place);
    if (entry === undefined) return;
    this.#leave(place, entry);
    this.#parts.counters[outcome] += 1;
    entry.settle({ outcome });
  }

  /** A place's turn: its command may have gone in an earlier sequence or been withdrawn, then nothing happens. */
  async #run(place: string): Promise<void> {
    if (this.#waiting.get(place)?.command.kind === "volume") await this.#gather();
    const { breaker } = this.#parts;
    while (this.#waiting.has(place) && breaker.isShut) await breaker.changed();
    if (!this.#waiting.has(place)) return;
    // Whoever came during that moment and is more urgent leads.
    const [first] = [...this.#waiting.values()].sort((one, other) => urgency(other) - urgency(one));
    if (first === undefined) return;
    const batch = [...this.#waiting].filter(
      ([, entry]) => entry === first || mayTravelWith(first.command, entry.command),
    );
    for (const [key, entry] of batch) {
      this.#leave(key, entry);
      entry.options.onSending?.();
    }
    this.#lane.pause();
    const generation = this.#generation;
    await this.#send(batch.map(([, entry]) => entry));
    if (generation !== this.#generation) return;
    this.#resume = this.#parts.clock.after(PACE_MS, () => {
      this.#lane.start();
    });
  }

  /** A group's volume comes as one message per member: a moment's patience makes one sequence of them. */
  #gather(): Promise<void> {
    return new Promise((resolve) => {
      this.#gathering = { resolve, timer: this.#parts.clock.after(GATHER_MS, resolve) };
    });
  }

  async #send(batch: readonly Waiting[]): Promise<void> {
    const { breaker, counters, send } = this.#parts;
    counters.sequences += 1;
    counters.commands += batch.length;
    counters.merged += batch.length - 1;
    try {
      await breaker.pass("command", () => send(batch.map((entry) => entry.command)));
    } catch (thrown) {
      const error = asAmazonError(thrown);
      for (const entry of batch) this.#refuse(entry, error.message);
      return;
    }
    for (const entry of batch) entry.settle({ outcome: "sent" });
  }

  /** Whoever waits for it should not learn only at the end of its time that it had no chance. */
  #refusedFor(pauseMs: number): Promise<CommandOutcome> {
    this.#parts.counters.refused += 1;
    const reason = `Amazon asked for fewer requests; it is asked again in ${Math.ceil(pauseMs / 1_000)} s`;
    return Promise.resolve({ outcome: "refused", reason });
  }

  #refuse(entry: Waiting, reason: string): void {
    this.#parts.counters.refused += 1;
    entry.settle({ outcome: "refused", reason });
  }
}

function urgency({ command }: Waiting): number {
  return PRIORITY[priorityOf(command)];
}
