/** Somebody who has batches for a thread. */
export interface Turn {
  /** There is something to send. */
  readonly isDue: boolean;
  /** It goes before those that are not urgent. */
  readonly isUrgent: boolean;
  /** Sends one batch, which the thread answers. */
  send(): void;
}

/**
 * Batches that a thread has at a time. Whatever it has cannot be overtaken; with less it would stand still whenever the loop that
 * answers it is late, and each is worked on for a few milliseconds.
 */
export const MOST_AWAY = 6;

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
