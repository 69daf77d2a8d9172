import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { ReplySchema, type Answer, type Given, type Orders } from "./orders.js";

/** A process that has not ended this long after it was let go is killed. */
const END_WITHIN_MS = 2_000;

/** One process of a benchmark: it does what it is asked, one order after the other, until `stop`. */
export class Child<Book extends Orders> {
  readonly #book: Book;
  readonly #name: string;
  readonly #process: ChildProcess;

  /** Starts the process whose entry is `file`, with `options` of Node's: a source is run as this one is run, what was built as it is. */
  constructor(book: Book, file: string, options: readonly string[] = []) {
    this.#book = book;
    this.#name = file;
    this.#process = fork(new URL(file, import.meta.url), {
      execArgv: [...(file.endsWith(".ts") ? process.execArgv : []), ...options],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
  }

  /** The process's answer. Rejects when it fails, ends, or takes longer than `withinMs`. */
  async ask<Name extends keyof Book & string>(
    order: Name,
    given: Given<Book, Name>,
    withinMs = 15_000,
  ): Promise<Answer<Book, Name>> {
    const reply = ReplySchema.parse(await this.#reply(order, given, withinMs));
    if ("failed" in reply) throw new Error(`${this.#name} failed to ${order}: ${reply.failed}`);
    return this.#book[order]?.answers.parse(reply.answer) as Answer<Book, Name>;
  }

  /** Ends the process; resolves when it is gone. */
  async stop(): Promise<void> {
    if (this.#hasEnded()) return;
    const gone = once(this.#process, "exit");
    const killing = setTimeout(() => this.#process.kill("SIGKILL"), END_WITHIN_MS);
    if (this.#process.connected) this.#process.disconnect();
    await gone;
    clearTimeout(killing);
  }

  #reply(order: string, given: unknown, withinMs: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const settle = (done: () => void): void => {
        clearTimeout(patience);
        this.#process.off("message", onMessage).off("exit", onExit).off("error", reject);
        done();
      };
      const fail = (what: string): void => {
        settle(() => {
          reject(new Error(`${this.#name} ${what} when asked to ${order}`));
        });
      };
      const onMessage = (message: unknown): void => {
        settle(() => {
          resolve(message);
        });
      };
      const onExit = (): void => {
        fail("ended");
      };
      const patience = setTimeout(() => {
        fail(`did not answer within ${withinMs} ms`);
      }, withinMs);
      this.#process.once("message", onMessage).once("exit", onExit).once("error", reject);
      if (this.#hasEnded()) onExit();
      else this.#process.send({ order, given });
    });
  }

  #hasEnded(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }
}
