import type { Clock, Timer } from "../../ports.js";
import { initialDoubt, stepDoubt } from "./push-doubt.js";
import { initialPush, stepPush } from "./push-machine.js";
import type { PushEffect, PushInput } from "./push-machine.js";

/** Token, connection, first delimiter and pong together. */
const OPEN_DEADLINE_MS = 5_000;

export interface PushSupervisorParts {
  readonly clock: Clock;
  /** Orders to the library's thread; what comes of them is told by `opened` and `lost`. */
  readonly open: () => void;
  readonly close: () => void;
  readonly onChange: (open: boolean) => void;
}

/** Keeps the push connection open, with our own patience instead of the library's. */
export class PushSupervisor {
  readonly #parts: PushSupervisorParts;
  #state;
  #doubt;
  #timer: Timer | undefined;

  constructor(parts: PushSupervisorParts) {
    this.#parts = parts;
    this.#doubt = initialDoubt(parts.clock.now());
    this.#state = initialPush(parts.clock.now());
  }

  get isOpen(): boolean {
    return this.#state.phase === "open";
  }

  start(): void {
    this.#step({ kind: "start" });
  }

  stop(): void {
    this.#step({ kind: "stop" });
  }

  opened(): void {
    this.#doubtOf("opened");
    this.#step({ kind: "opened" });
  }

  lost(refused: boolean): void {
    this.#step({ kind: "lost", refused });
  }

  /** An event came, of whatever kind. */
  heard(): void {
    this.#doubtOf("heard");
  }

  /** Something happened that should have come as an event; a stream that has died is opened anew. */
  missed(): void {
    if (this.isOpen && this.#doubtOf("missed")) this.#step({ kind: "lost", refused: false });
  }

  #doubtOf(input: "opened" | "heard" | "missed"): boolean {
    const { doubt, isDead } = stepDoubt(this.#doubt, input, this.#parts.clock.now());
    this.#doubt = doubt;
    return isDead;
  }

  #step(input: PushInput): void {
    const former = this.#state;
    const { state, effects } = stepPush(former, input, this.#parts.clock.now());
    if (state === former) return;
    this.#state = state;
    this.#timer?.cancel();
    for (const effect of effects) this.#do(effect);
    const isOpen = state.phase === "open";
    if (isOpen !== (former.phase === "open")) this.#parts.onChange(isOpen);
  }

  #do(effect: PushEffect): void {
    switch (effect.kind) {
      case "open":
        this.#timer = this.#parts.clock.after(OPEN_DEADLINE_MS, () => {
          this.#step({ kind: "too-late" });
        });
        this.#parts.open();
        return;
      case "close":
        this.#parts.close();
        return;
      case "retry":
        this.#timer = this.#parts.clock.after(effect.delayMs, () => {
          this.#step({ kind: "retry-due" });
        });
    }
  }
}
