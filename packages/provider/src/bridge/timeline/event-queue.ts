/**
 * Values pushed by one side and read by the other, without bound: a slow reader never slows the writer. Ends when the
 * writer ends it; what was pushed before is still read.
 */
export class EventQueue<Value> implements AsyncIterable<Value> {
  #values: Value[] = [];
  #next = 0;
  #ended = false;
  #wake: (() => void) | undefined;

  push(value: Value): void {
    if (this.#ended) return;
    this.#values.push(value);
    this.#wake?.();
  }

  /** No more values; with `discard` those not read yet are dropped too. */
  end(discard = false): void {
    this.#ended = true;
    if (discard) this.#values = [];
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Value, void, undefined> {
    for (;;) {
      const value = this.#take();
      if (value !== undefined) yield value;
      else if (this.#ended) return;
      else await this.#pushed();
    }
  }

  #take(): Value | undefined {
    const value = this.#values[this.#next];
    if (value === undefined) return undefined;
    this.#next += 1;
    if (this.#next === this.#values.length) {
      this.#values = [];
      this.#next = 0;
    }
    return value;
  }

  #pushed(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
