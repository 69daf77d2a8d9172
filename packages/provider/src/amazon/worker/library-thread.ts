import { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { AmazonError } from "../amazon-error.js";
import type { Clock, Timer } from "../../ports.js";
import type { FromWorker, LibraryCall, WorkerNews, WorkerSetup } from "./messages.js";

/** How long the library may take for a sign-in or its renewal: half a dozen requests of at most ten seconds. */
const SIGN_IN_DEADLINE_MS = 60_000;
/** Every other call: beyond this the answer is of no use to anybody. */
const CALL_DEADLINE_MS = 5_000;

/** What the thread tells the account without being asked; `crashed` is its end, in one sentence. */
export interface LibraryThreadEvents {
  news: [WorkerNews];
  crashed: [AmazonError];
}

interface OpenCall {
  readonly deadline: Timer;
  readonly resolve: (body: unknown) => void;
  readonly reject: (error: AmazonError) => void;
}

export interface LibraryThreadParts {
  readonly setup: WorkerSetup;
  readonly clock: Clock;
  /** Opens the thread; a test may bring its own. */
  readonly open?: (setup: WorkerSetup) => Worker;
}

/**
 * The account's end of the thread in which the library lives: calls with a deadline, news, and the knowledge that it
 * died. Use one per life: after `crashed` or `stop` make a new one.
 */
export class LibraryThread extends EventEmitter<LibraryThreadEvents> {
  readonly #parts: LibraryThreadParts;
  readonly #calls = new Map<number, OpenCall>();
  #worker: Worker | undefined;
  #nextId = 1;

  constructor(parts: LibraryThreadParts) {
    super();
    this.#parts = parts;
  }

  start(): void {
    const worker = (this.#parts.open ?? openWorker)(this.#parts.setup);
    this.#worker = worker;
    worker.on("message", (message: FromWorker) => {
      if (this.#worker === worker) this.#receive(message);
    });
    worker.on("error", (error) => {
      this.#crash(worker, error);
    });
    worker.on("exit", () => {
      this.#crash(worker, undefined);
    });
  }

  /** Ends the thread; open calls reject with `STOPPED`. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#failAll(new AmazonError("STOPPED", "the connection to Amazon was stopped"));
    await worker?.terminate();
  }

  /** The answer's body, unparsed. Rejects with an {@link AmazonError}: `TIMEOUT` when none came within the deadline. */
  call(call: LibraryCall): Promise<unknown> {
    const worker = this.#worker;
    if (worker === undefined) return Promise.reject(new AmazonError("STOPPED", "there is no connection to Amazon"));
    const id = this.#nextId++;
    const isLong = call.method === "signIn" || call.method === "renew";
    const deadlineMs = isLong ? SIGN_IN_DEADLINE_MS : CALL_DEADLINE_MS;
    return new Promise((resolve, reject) => {
      const late = new AmazonError("TIMEOUT", `Amazon did not answer within ${deadlineMs / 1000} s`);
      const deadline = this.#parts.clock.after(deadlineMs, () => {
        worker.postMessage({ kind: "abandon", id });
        this.#settle(id)?.reject(late);
      });
      this.#calls.set(id, { deadline, resolve, reject });
      worker.postMessage({ kind: "call", id, call });
    });
  }

  #receive(message: FromWorker): void {
    switch (message.kind) {
      case "running":
        return;
      case "answer":
        this.#settle(message.id)?.resolve(message.body);
        return;
      case "failure":
        this.#settle(message.id)?.reject(new AmazonError(message.error.code, message.error.message));
        return;
      default:
        this.emit("news", message);
    }
  }

  #settle(id: number): OpenCall | undefined {
    const open = this.#calls.get(id);
    this.#calls.delete(id);
    open?.deadline.cancel();
    return open;
  }

  #crash(worker: Worker, cause: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    const detail = cause instanceof Error ? `: ${cause.name} in the library` : "";
    const error = new AmazonError("CRASHED", `Amazon sent something the library cannot digest${detail}`, { cause });
    this.#failAll(error);
    this.emit("crashed", error);
  }

  #failAll(error: AmazonError): void {
    for (const id of [...this.#calls.keys()]) this.#settle(id)?.reject(error);
  }
}

/** The program's address goes through the package's own exports, so that it is the same from sources and from dist. */
function openWorker(setup: WorkerSetup): Worker {
  const program = createRequire(import.meta.url).resolve("@ma-alexa/provider/amazon-worker");
  return new Worker(program, { workerData: setup });
}
