import { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import type { FromSignIn, SignInThreadSetup, ToSignIn } from "../worker/sign-in-messages.js";

/** Opens the thread of one sign-in or sign-out; a test may bring its own. */
export type OpenSignInThread = (setup: SignInThreadSetup) => Worker;

export interface SignInThreadEvents {
  message: [FromSignIn];
  /** The thread died before it was stopped. */
  died: [];
}

/** The thread in which one sign-in or sign-out happens. Ending it closes the library's pages too. */
export class SignInThread extends EventEmitter<SignInThreadEvents> {
  #worker: Worker | undefined;

  start(setup: SignInThreadSetup, open: OpenSignInThread = openWorker): void {
    const worker = open(setup);
    this.#worker = worker;
    worker.on("message", (message: FromSignIn) => {
      if (this.#worker === worker) this.emit("message", message);
    });
    const died = (): void => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      this.emit("died");
    };
    worker.on("error", died);
    worker.on("exit", died);
  }

  say(message: ToSignIn): void {
    this.#worker?.postMessage(message);
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }
}

/** The program's address goes through the package's own exports, so that it is the same from sources and from dist. */
function openWorker(setup: SignInThreadSetup): Worker {
  const program = createRequire(import.meta.url).resolve("@ma-alexa/provider/sign-in-worker");
  // The thread runs what was built, whatever flags made this process read sources instead.
  return new Worker(program, { workerData: setup, execArgv: [] });
}
