import type { Clock } from "../../ports.js";
import type { Breaker } from "../breaker.js";
import type { AmazonCounters } from "../counters.js";
import type { PushFact } from "../push/push-fact.js";
import { answers } from "./closeness.js";
import { placeOf } from "./command.js";
import type { Command, CommandOutcome } from "./command.js";
import { CommandQueue } from "./command-queue.js";
import { Confirmations } from "./confirmations.js";
import type { Expectation, Judgement } from "./confirmations.js";

/** A push event follows a volume or stop within 0.3 s as a rule; this is the slow exception. */
const REPORT_WITHIN_MS = 3_000;
/** Without push there is nothing to wait for but Amazon's own books, which need a moment. */
const BOOKS_AFTER_MS = 1_000;

export interface CommanderParts {
  readonly clock: Clock;
  readonly counters: AmazonCounters;
  /** Sends the commands as one sequence; rejects with an AmazonError, after its deadline at the latest. */
  readonly send: (commands: readonly Command[]) => Promise<void>;
  readonly breaker: Breaker;
  readonly hasPush: () => boolean;
  /** The level last heard of the device. */
  readonly knownVolume: (serial: string) => number | undefined;
  /** The level Amazon has on its books for the device; undefined when it cannot be learnt. */
  readonly readVolume: (serial: string) => Promise<number | undefined>;
  /** Whether anything plays on the device by Amazon's books; undefined when it cannot be learnt. */
  readonly readPlaying: (serial: string) => Promise<boolean | undefined>;
}

/** A command whose effect can be seen, with how to see it. */
interface Provable {
  readonly command: Command;
  readonly judge: (fact: PushFact) => Judgement;
  /** Whether Amazon's books show the effect; undefined when they cannot be read. */
  readonly onBooks: () => Promise<boolean | undefined>;
}

/** Sends commands and finds out what became of them: Amazon's 200 says nothing about the Echo (Amazon reference 8.4). */
export class Commander {
  readonly #parts: CommanderParts;
  readonly #queue: CommandQueue;
  readonly #confirmations: Confirmations;
  /** Counts what was asked for per device and kind, so that an older command stops asking when a newer one came. */
  readonly #asked = new Map<string, number>();
  readonly #lastLevel = new Map<string, number>();

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
   * Sets the level, 0 to 100. "confirmed" when the Echo reports it, or what it makes of it, or Amazon's books show it;
   * sent once more when neither does and nobody else has changed it meanwhile.
   */
  setVolume(serial: string, level: number): Promise<CommandOutcome> {
    const before = this.#parts.knownVolume(serial);
    const former = this.#lastLevel.get(serial);
    this.#lastLevel.set(serial, level);
    const isAnswer = (reported: number): boolean => answers(reported, level, before);
    return this.#prove({
      command: { kind: "volume", serial, level },
      judge: (fact) => {
        if (fact.kind !== "volume" || fact.serial !== serial) return "silent";
        if (isAnswer(fact.level)) return "confirmed";
        // The level of before, or a late report of our own last command: nobody has turned anything.
        return fact.level === before || fact.level === former ? "silent" : "contradicted";
      },
      onBooks: async () => {
        const booked = await this.#parts.readVolume(serial);
        return booked === undefined ? undefined : isAnswer(booked);
      },
    });
  }

  /** Stops whatever sounds. "confirmed" when the Echo reports it or the books show it; sent once more when neither does. */
  stopPlayback(serial: string): Promise<CommandOutcome> {
    return this.#prove({
      command: { kind: "stop", serial },
      judge: (fact) =>
        fact.kind === "player" && fact.serial === serial && fact.state !== "playing" ? "confirmed" : "silent",
      onBooks: async () => {
        const plays = await this.#parts.readPlaying(serial);
        return plays === undefined ? undefined : !plays;
      },
    });
  }

  /** What proves itself at our door (a launch, a phrase) or not at all (speech): "sent" is all that is told. */
  submit(command: Command, signal?: AbortSignal): Promise<CommandOutcome> {
    this.#count(command);
    return this.#queue.submit(command, { signal });
  }

  async #prove(provable: Provable): Promise<CommandOutcome> {
    const asked = this.#count(provable.command);
    const first = await this.#sendAndListen(provable);
    if (first.judgement !== "silent") return this.#told(first.judgement, first.answer);
    const isDone = await provable.onBooks();
    if (isDone === true) return this.#told("confirmed", first.answer);
    if (isDone === undefined || this.#asked.get(turnOf(provable.command)) !== asked) return first.answer;
    this.#parts.counters.resent += 1;
    const second = await this.#sendAndListen(provable);
    return this.#told(second.judgement, second.answer);
  }

  #count(command: Command): number {
    const turn = turnOf(command);
    const asked = (this.#asked.get(turn) ?? 0) + 1;
    this.#asked.set(turn, asked);
    return asked;
  }

  async #sendAndListen({ command, judge }: Provable): Promise<{
    readonly judgement: Judgement | "unsent";
    readonly answer: CommandOutcome;
  }> {
    let expectation: Expectation | undefined;
    const answer = await this.#queue.submit(command, {
      onSending: () => {
        expectation = this.#confirmations.expect(judge, this.#parts.hasPush() ? REPORT_WITHIN_MS : BOOKS_AFTER_MS);
      },
    });
    if (answer.outcome !== "sent") {
      expectation?.cancel();
      return { judgement: "unsent", answer };
    }
    // A stop that shared another one's place has no expectation of its own.
    return { judgement: (await expectation?.verdict) ?? "unsent", answer };
  }

  #told(judgement: Judgement | "unsent", answer: CommandOutcome): CommandOutcome {
    if (judgement !== "confirmed") return answer;
    this.#parts.counters.confirmed += 1;
    return { outcome: "confirmed" };
  }
}

/** A stop must not be repeated into what was started after it, so it shares its turn with all that starts something. */
function turnOf(command: Command): string {
  return command.kind === "volume" ? placeOf(command) : `playing ${command.serial}`;
}
