import type { Clock } from "../../ports.js";
import type { AmazonCounters } from "../counters.js";
import type { PushFact } from "../push/push-fact.js";
import type { Command, CommandOutcome } from "./command.js";
import { CommandQueue } from "./command-queue.js";
import { Confirmations } from "./confirmations.js";
import type { Expectation } from "./confirmations.js";

/** A push event follows a volume or stop within 0.3 s as a rule; this is the slow exception. */
const REPORT_WITHIN_MS = 3_000;
/** Without push there is nothing to wait for but Amazon's own books, which need a moment. */
const BOOKS_AFTER_MS = 1_000;

export interface CommanderParts {
  readonly clock: Clock;
  readonly counters: AmazonCounters;
  /** Sends the commands as one sequence; rejects with an AmazonError, after its deadline at the latest. */
  readonly send: (commands: readonly Command[]) => Promise<void>;
  /** Told when Amazon throttles (for how long nothing is sent) and with 0 when that is over. */
  readonly onThrottle: (pauseMs: number) => void;
  readonly hasPush: () => boolean;
  /** The level Amazon has on its books for the device; undefined when it cannot be learnt. */
  readonly readVolume: (serial: string) => Promise<number | undefined>;
}

/** Sends commands and finds out what became of them: Amazon's 200 says nothing about the Echo (Amazon reference 8.4). */
export class Commander {
  readonly #parts: CommanderParts;
  readonly #queue: CommandQueue;
  readonly #confirmations: Confirmations;
  /** Counts the volumes asked for per device, so that an older one stops asking when a newer one came. */
  readonly #asked = new Map<string, number>();

  constructor(parts: CommanderParts) {
    this.#parts = parts;
    this.#queue = new CommandQueue(parts);
    this.#confirmations = new Confirmations(parts.clock);
  }

  /** What an Echo reports, unchanged values included. */
  notice(push: PushFact): void {
    this.#confirmations.notice(push);
  }

  /** Refuses whatever waits to be sent, with the reason, and waits for no report any more. */
  clear(reason: string): void {
    this.#queue.clear(reason);
    this.#confirmations.clear();
  }

  /**
   * Sets the level, 0 to 100. "confirmed" when the Echo reports it or Amazon's books show it; sent once more when
   * neither does and nobody else has changed it meanwhile.
   */
  async setVolume(serial: string, level: number): Promise<CommandOutcome> {
    const asked = (this.#asked.get(serial) ?? 0) + 1;
    this.#asked.set(serial, asked);
    const command: Command = { kind: "volume", serial, level };
    const first = await this.#sendAndListen(command);
    if (first.outcome !== "silent") return this.#told(first.outcome, first.answer);
    const booked = await this.#parts.readVolume(serial);
    if (booked === level) return this.#told("confirmed", first.answer);
    if (booked === undefined || this.#asked.get(serial) !== asked) return first.answer;
    this.#parts.counters.resent += 1;
    const second = await this.#sendAndListen(command);
    return this.#told(second.outcome, second.answer);
  }

  /** Stops whatever sounds. "confirmed" when the Echo reports that it stopped. */
  async stopPlayback(serial: string): Promise<CommandOutcome> {
    const { outcome, answer } = await this.#sendAndListen({ kind: "stop", serial });
    return this.#told(outcome, answer);
  }

  /** A launch or a spoken phrase: its proof is the Echo's own request at our door, so "sent" is all that is told. */
  submit(command: Command, signal: AbortSignal): Promise<CommandOutcome> {
    return this.#queue.submit(command, { signal });
  }

  async #sendAndListen(command: Command): Promise<{
    readonly outcome: "confirmed" | "contradicted" | "silent" | "unsent";
    readonly answer: CommandOutcome;
  }> {
    let expectation: Expectation | undefined;
    const answer = await this.#queue.submit(command, {
      onSending: () => {
        expectation = this.#expect(command);
      },
    });
    if (answer.outcome !== "sent") {
      expectation?.cancel();
      return { outcome: "unsent", answer };
    }
    // A stop that shared another one's sequence has no expectation of its own.
    return { outcome: (await expectation?.verdict) ?? "silent", answer };
  }

  #expect(command: Command): Expectation {
    const withinMs = this.#parts.hasPush() ? REPORT_WITHIN_MS : BOOKS_AFTER_MS;
    const confirmations = this.#confirmations;
    if (command.kind === "volume") {
      return confirmations.expect(
        "volume",
        command.serial,
        (fact) => fact.kind === "volume" && fact.level === command.level,
        withinMs,
      );
    }
    return confirmations.expect(
      "player",
      command.serial,
      (fact) => fact.kind === "player" && fact.state !== "playing",
      withinMs,
    );
  }

  #told(outcome: "confirmed" | "contradicted" | "silent" | "unsent", answer: CommandOutcome): CommandOutcome {
    if (outcome !== "confirmed") return answer;
    this.#parts.counters.confirmed += 1;
    return { outcome: "confirmed" };
  }
}
