import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { createInterface } from "node:readline";
import { z } from "zod";
import { until } from "../waiting.js";

const LineSchema = z.looseObject({ event: z.string() });

/** Something that a partner's program said. */
export type Said = z.infer<typeof LineSchema>;

/** A program that speaks in JSON lines. */
export class LineProcess {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #said: Said[] = [];
  #asked = 0;
  #complaints = "";

  constructor(command: string, args: readonly string[]) {
    this.#process = spawn(command, args, { stdio: "pipe" });
    createInterface({ input: this.#process.stdout }).on("line", (line) => {
      const said = LineSchema.safeParse(asJson(line));
      if (said.success) this.#said.push(said.data);
    });
    this.#process.stderr.on("data", (text: Buffer) => {
      this.#complaints = (this.#complaints + text.toString()).slice(-2_000);
    });
    // Writing to a program that has ended is told by its exit.
    this.#process.stdin.on("error", () => undefined);
  }

  /** Everything said so far, oldest first. */
  get said(): readonly Said[] {
    return this.#said;
  }

  /** The newest line of this kind once there is one. @throws Error with the program's last words when it ends before. */
  async heard(event: string, withinMs: number): Promise<Said> {
    const find = (): Said | undefined => this.#said.findLast((said) => said.event === event);
    await until(`the program tells ${event}`, () => find() !== undefined || this.#process.exitCode !== null, withinMs);
    const said = find();
    if (said !== undefined) return said;
    throw new Error(`the program ended: ${this.#complaints.trim().split("\n").at(-1) ?? "without a word"}`);
  }

  /** Its answer to something that it is told to do. */
  async ask(action: string, args: Readonly<Record<string, unknown>>, withinMs: number): Promise<Said> {
    const id = this.tell(action, args);
    const find = (): Said | undefined => this.#said.find((said) => said.event === "answer" && said["id"] === id);
    await until(`the program answers ${action}`, () => find() !== undefined, withinMs);
    return find() ?? { event: "answer" };
  }

  /** Tells it to do something; the number under which it will answer. */
  tell(action: string, args: Readonly<Record<string, unknown>>): number {
    const id = ++this.#asked;
    this.#process.stdin.write(`${JSON.stringify({ do: action, id, ...args })}\n`);
    return id;
  }

  /** Closes its input and waits for its end; kills it when it does not end within 3 s. */
  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.stdin.end();
    const impatience = setTimeout(() => this.#process.kill("SIGKILL"), 3_000);
    await ended;
    clearTimeout(impatience);
  }
}

function asJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
