/** Somebody who has batches for a thread. */
export interface Turn {
  /** There is something to send. */
  readonly isDue: boolean;
  /** It goes before those that are not urgent. */
  readonly isUrgent: boolean;
  /** Sends one batch, which the thread answers. */
  send(): void;
}

/** What a thread has at a time: one batch that it works on, and one to go on with. Whatever it has cannot be overtaken. */
const MOST_AWAY = 2;

/**
 * Who may send the next batch to one thread: in turn, but the first batches of an encoding at once, since somebody pressed play or
 * next and waits for them, while the others have seconds of time.
 */
export class Turns {
  readonly #waiting = new Set<Turn>();
  #away = 0;

  /** It may be due. */
  ask(turn: Turn): void {
    if (turn.isDue) this.#waiting.add(turn);
    this.#send();
  }

  /** It has nothing more to send. */
  leave(turn: Turn): void {
    this.#waiting.delete(turn);
  }

  /** The thread has answered a batch. */
  answered(): void {
    this.#away -= 1;
    this.#send();
  }

  #send(): void {
    while (this.#away < MOST_AWAY) {
      const next = this.#next();
      if (next === undefined) return;
      this.#waiting.delete(next);
      this.#away += 1;
      next.send();
      if (next.isDue) this.#waiting.add(next);
    }
  }

  #next(): Turn | undefined {
    const waiting = [...this.#waiting];
    return waiting.find(({ isUrgent }) => isUrgent) ?? waiting[0];
  }
}
