import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const EventSchema = z.looseObject({ event: z.string() });

/** Something that the real server said. */
export type PartnerEvent = z.infer<typeof EventSchema>;

const PROGRAM = fileURLToPath(new URL("./partner.py", import.meta.url));

/** A real Sendspin server in a process of its own. */
export class Partner {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #events: PartnerEvent[] = [];
  #complaints = "";

  constructor(python: string, port: number, options: readonly string[] = []) {
    this.#process = spawn(python, [PROGRAM, String(port), ...options], { stdio: "pipe" });
    createInterface({ input: this.#process.stdout }).on("line", (line) =>
      this.#events.push(EventSchema.parse(JSON.parse(line))),
    );
    this.#process.stderr.on(
      "data",
      (text: Buffer) => (this.#complaints = (this.#complaints + text.toString()).slice(-2_000)),
    );
  }

  /** Everything said so far, oldest first. */
  get events(): readonly PartnerEvent[] {
    return this.#events;
  }

  /** The last lines of its standard error, for a failure's explanation. */
  get complaints(): string {
    return this.#complaints;
  }

  /** The newest event of this name. */
  last(event: string): PartnerEvent | undefined {
    return this.#events.findLast((entry) => entry.event === event);
  }

  /** How often this event came. */
  count(event: string): number {
    return this.#events.filter((entry) => entry.event === event).length;
  }

  do(action: string, args: Readonly<Record<string, unknown>> = {}): void {
    this.#process.stdin.write(`${JSON.stringify({ do: action, ...args })}\n`);
  }

  /** Closes its input and waits for its end; kills it when it does not end within 5 s. */
  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.stdin.end();
    const impatience = setTimeout(() => this.#process.kill("SIGKILL"), 5_000);
    await ended;
    clearTimeout(impatience);
  }
}
