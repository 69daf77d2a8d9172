import type { Clock, EchoLauncher, LaunchStrategy, PlayerId, Timer } from "../ports.js";
import { stepLaunch, type LaunchEffect, type LaunchEnd, type LaunchInput, type LaunchState } from "./launch-machine.js";

/** What one launch is given. */
export interface LaunchParts {
  readonly playerId: PlayerId;
  readonly plan: readonly LaunchStrategy[];
  readonly launcher: EchoLauncher;
  readonly clock: Clock;
  /** A strategy has made the Echo ask, or has not. */
  readonly judge: (strategy: LaunchStrategy, verdict: "worked" | "unanswered") => void;
  /** Called after every change, the last one included. */
  readonly changed: () => void;
}

/** How a launch came out, and how long it took. */
export type LaunchResult = LaunchEnd & { readonly latencyMs: number };

/** One launch at work: the machine, its timer, and what is on its way to Amazon. */
export class Launch {
  readonly playerId: PlayerId;
  readonly result: Promise<LaunchResult>;
  readonly #parts: LaunchParts;
  readonly #startedMs: number;
  readonly #abort = new AbortController();
  readonly #resolve: (result: LaunchResult) => void;
  #state: LaunchState;
  #timer: Timer | undefined;

  constructor(parts: LaunchParts) {
    this.playerId = parts.playerId;
    this.#parts = parts;
    this.#startedMs = parts.clock.now();
    this.#state = { kind: "waiting", rest: parts.plan };
    const { promise, resolve } = deferred<LaunchResult>();
    this.result = promise;
    this.#resolve = resolve;
  }

  get stage(): LaunchState["kind"] {
    return this.#state.kind;
  }

  /** The Echo was asked, and has not asked us yet. */
  get isUnanswered(): boolean {
    return this.stage === "sending" || this.stage === "asked";
  }

  /** Tells the launch what happened; what happens after its end is nothing. */
  take(input: LaunchInput): void {
    const { state, effects } = stepLaunch(this.#state, input);
    this.#state = state;
    for (const effect of effects) this.#perform(effect);
    this.#parts.changed();
  }

  #perform(effect: LaunchEffect): void {
    switch (effect.kind) {
      case "send":
        this.#send(effect.strategy);
        return;
      case "wait":
        this.#wait(effect.ms);
        return;
      case "worked":
      case "unanswered":
        this.#parts.judge(effect.strategy, effect.kind);
        return;
      case "settle":
        this.#settle(effect.end);
    }
  }

  #send(strategy: LaunchStrategy): void {
    this.#timer?.cancel();
    this.#parts.launcher.launch(this.playerId, strategy, this.#abort.signal).then(
      (sent) => {
        this.take({ kind: "sent", sent });
      },
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : "the command could not be sent";
        this.take({ kind: "sent", sent: { outcome: "refused", reason } });
      },
    );
  }

  #wait(ms: number): void {
    this.#timer?.cancel();
    this.#timer = this.#parts.clock.after(ms, () => {
      this.take({ kind: "deadline" });
    });
  }

  #settle(end: LaunchEnd): void {
    this.#timer?.cancel();
    this.#abort.abort();
    this.#resolve({ ...end, latencyMs: Math.round(this.#parts.clock.now() - this.#startedMs) });
  }
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
