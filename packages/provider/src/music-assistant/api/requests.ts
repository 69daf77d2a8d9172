import { WireError, parse } from "@ma-alexa/protocol";
import type { ApiErrorCode } from "@ma-alexa/protocol/music-assistant";
import type { z } from "zod";

import type { Clock, Timer } from "../../ports.js";

import { MusicAssistantError, refusal } from "./music-assistant-error.js";

interface Waiter {
  readonly command: string;
  readonly timer: Timer;
  /** Blocks of a partial result, so far. */
  blocks: unknown[] | undefined;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** Asks one thing of Music Assistant and reads the answer with `result`. Rejects with MusicAssistantError. */
export type Ask = <Schema extends z.ZodType>(
  command: string,
  args: Readonly<Record<string, unknown>>,
  result: Schema,
) => Promise<z.output<Schema>>;

/** Questions that are open on one connection, by message id. */
export class Requests {
  readonly #clock: Clock;
  readonly #waiting = new Map<string, Waiter>();
  #made = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Waits for the answer to `command` and then lets `send` ask, so that no answer is faster than its waiter. The error
   * of a time-out is made here, so that its stack names the one who asked.
   */
  open<Schema extends z.ZodType>(
    command: string,
    result: Schema,
    timeoutMs: number,
    send: (id: string) => boolean,
  ): Promise<z.output<Schema>> {
    const id = String(++this.#made);
    const late = new MusicAssistantError(
      "TIMED_OUT",
      command,
      `Music Assistant did not answer ${command} within ${timeoutMs / 1_000} s.`,
    );
    const answer = new Promise<unknown>((resolve, reject) => {
      const timer = this.#clock.after(timeoutMs, () => {
        this.#take(id)?.reject(late);
      });
      this.#waiting.set(id, { command, timer, blocks: undefined, resolve, reject });
    });
    if (!send(id)) this.#take(id)?.reject(unreachable(command));
    return answer.then((value) => readable(result, value, command));
  }

  /** An answer, or a block of one: blocks of a list are put together (Sendspin reference 4.2). */
  answered(id: string, result: unknown, partial: boolean): void {
    const waiter = this.#waiting.get(id);
    if (waiter === undefined) return;
    if (partial || waiter.blocks !== undefined)
      (waiter.blocks ??= []).push(...(Array.isArray(result) ? (result as unknown[]) : [result]));
    if (!partial) this.#take(id)?.resolve(waiter.blocks ?? result);
  }

  refused(id: string, code: ApiErrorCode, details: string | undefined): void {
    const waiter = this.#take(id);
    waiter?.reject(refusal(waiter.command, code, details));
  }

  /** The connection is gone: nothing that is open will be answered. */
  lost(): void {
    for (const id of [...this.#waiting.keys()]) {
      const waiter = this.#take(id);
      waiter?.reject(
        new MusicAssistantError(
          "CONNECTION_LOST",
          waiter.command,
          `The connection to Music Assistant broke before ${waiter.command} was answered.`,
        ),
      );
    }
  }

  #take(id: string): Waiter | undefined {
    const waiter = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiter?.timer.cancel();
    return waiter;
  }
}

/** Music Assistant cannot be asked now. */
export function unreachable(command: string): MusicAssistantError {
  return new MusicAssistantError(
    "NOT_CONNECTED",
    command,
    `Music Assistant is not connected, so ${command} was not asked.`,
  );
}

function readable<Schema extends z.ZodType>(schema: Schema, value: unknown, command: string): z.output<Schema> {
  try {
    return parse(schema, value, `The answer to ${command}`);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    throw new MusicAssistantError("MALFORMED_ANSWER", command, error.message);
  }
}
