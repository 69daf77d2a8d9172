import { EventEmitter } from "node:events";
import type { Worker } from "node:worker_threads";
import type { Clock, Logger, Timer } from "../../ports.js";
import { AmazonError, asAmazonError } from "../amazon-error.js";
import { LibraryThread } from "../worker/library-thread.js";
import type { LibraryCall, WorkerNews, WorkerSetup } from "../worker/messages.js";
import { Renewal } from "./renewal.js";
import { initialSession, stepSession, toAccountState } from "./session-machine.js";
import type { AccountState, SessionEffect, SessionInput } from "./session-machine.js";

/** `serve` and `rest` tell the account's other parts when to talk to Amazon and when not. */
export interface SessionEvents {
  state: [AccountState];
  serve: [];
  rest: [];
  news: [WorkerNews];
  crashed: [];
}

export interface SessionParts {
  readonly setup: WorkerSetup;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Opens the library's thread; a test may bring its own. */
  readonly openWorker?: ((setup: WorkerSetup) => Worker) | undefined;
}

/** Signs in, stays signed in, and owns the library's thread: a new one after every crash. */
export class Session extends EventEmitter<SessionEvents> {
  readonly #parts: SessionParts;
  readonly #renewal: Renewal;
  #registration: Readonly<Record<string, unknown>>;
  #state;
  #thread: LibraryThread | undefined;
  #retry: Timer | undefined;

  constructor(parts: SessionParts) {
    super();
    this.#parts = parts;
    this.#registration = parts.setup.registration;
    this.#state = initialSession(parts.clock.epoch());
    this.#renewal = new Renewal({ clock: parts.clock, session: this });
  }

  get state(): AccountState {
    return toAccountState(this.#state);
  }

  get isServing(): boolean {
    return this.#state.phase === "signed-in";
  }

  /** When the registration was renewed last, epoch milliseconds; undefined when it does not say. */
  get renewedAtEpochMs(): number | undefined {
    const { tokenDate } = this.#registration;
    return typeof tokenDate === "number" ? tokenDate : undefined;
  }

  start(): void {
    this.step({ kind: "start" });
  }

  /** Begins again with the registration of a new sign-in; a session that was not started stays so. */
  async signInWith(registration: Readonly<Record<string, unknown>>): Promise<void> {
    this.#registration = registration;
    await this.#endThread();
    this.step({ kind: "new-login" });
  }

  async stop(): Promise<void> {
    this.step({ kind: "stop" });
    await this.#endThread();
  }

  /** Asks the library; what the answer means for the session is drawn from it here. Rejects with an AmazonError. */
  async call(call: LibraryCall): Promise<unknown> {
    const thread = this.#thread;
    if (thread === undefined || !this.isServing) throw new AmazonError("STOPPED", this.whyNot());
    try {
      const body = await thread.call(call);
      if (call.method === "read" || call.method === "sequence") this.step({ kind: "relieved", trouble: "unreachable" });
      return body;
    } catch (thrown) {
      const error = asAmazonError(thrown);
      if (thread === this.#thread) this.#learnFrom(error);
      throw error;
    }
  }

  /** Why Amazon is not asked at present, in a sentence. */
  whyNot(): string {
    return this.state.reason ?? "the account is not signed in to Amazon yet";
  }

  /** Lets the machine go on; public for the parts that see Amazon's push and throttling. */
  step(input: SessionInput): void {
    const before = JSON.stringify(this.state);
    const { state, effects } = stepSession(this.#state, input, this.#parts.clock.epoch());
    this.#state = state;
    for (const effect of effects) this.#do(effect);
    if (JSON.stringify(this.state) !== before) this.emit("state", this.state);
    if (state.phase === "login-required") void this.#endThread();
  }

  #do(effect: SessionEffect): void {
    switch (effect.kind) {
      case "sign-in":
        void this.#signIn();
        return;
      case "retry":
        this.#retry = this.#parts.clock.after(effect.delayMs, () => {
          this.step({ kind: "retry-due" });
        });
        return;
      case "serve":
        this.#renewal.start();
        this.emit("serve");
        return;
      case "rest":
        this.#retry?.cancel();
        this.#renewal.stop();
        this.emit("rest");
    }
  }

  async #signIn(): Promise<void> {
    const thread = (this.#thread ??= this.#openThread());
    try {
      await thread.call({ method: "signIn", registration: this.#registration });
      if (thread === this.#thread) this.step({ kind: "signed-in" });
    } catch (thrown) {
      const { code, message } = asAmazonError(thrown);
      if (thread === this.#thread) this.step({ kind: "sign-in-failed", code, reason: message });
    }
  }

  #learnFrom(error: AmazonError): void {
    if (error.code === "UNAUTHORIZED") this.step({ kind: "unauthorized" });
    if (error.code === "UNREACHABLE" || error.code === "TIMEOUT") {
      this.step({ kind: "trouble", trouble: "unreachable", reason: error.message });
    }
  }

  #openThread(): LibraryThread {
    const { setup, clock, openWorker } = this.#parts;
    const thread = new LibraryThread({ setup, clock, ...(openWorker === undefined ? {} : { open: openWorker }) });
    thread.on("news", (news) => {
      if (thread === this.#thread) this.#hear(news);
    });
    thread.on("crashed", (error) => {
      if (thread === this.#thread) this.#buryThread(error);
    });
    thread.start();
    return thread;
  }

  #hear(news: WorkerNews): void {
    if (news.kind === "registration") this.#registration = news.registration;
    if (news.kind === "login-required") this.step({ kind: "login-required", reason: news.reason });
    this.emit("news", news);
  }

  #buryThread(error: AmazonError): void {
    this.#thread = undefined;
    this.#parts.logger.warn({ code: error.code, cause: causeOf(error) }, `${error.message}; starting it again.`);
    this.emit("crashed");
    this.step({ kind: "crashed", reason: error.message });
  }

  async #endThread(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.stop();
  }
}

/** The place in the library, for whoever reports the crash; its message may quote what Amazon sent. */
function causeOf(error: AmazonError): string | undefined {
  const stack = error.cause instanceof Error ? error.cause.stack : undefined;
  return stack
    ?.split("\n")
    .find((line) => line.trimStart().startsWith("at "))
    ?.trim();
}
