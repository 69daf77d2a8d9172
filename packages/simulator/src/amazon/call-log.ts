/** One request that reached the simulated Amazon. */
export interface AmazonCall {
  /** Milliseconds on the street's clock. */
  readonly atMs: number;
  readonly method: string;
  readonly host: string;
  /** Without the query. */
  readonly path: string;
}

/** Every request that reached the simulated Amazon, push connections included, oldest first. */
export class CallLog {
  readonly #calls: AmazonCall[] = [];

  get total(): number {
    return this.#calls.length;
  }

  /** How many requests had a path that begins with `pathPrefix`. */
  count(pathPrefix: string): number {
    return this.#calls.filter(({ path }) => path.startsWith(pathPrefix)).length;
  }

  list(): readonly AmazonCall[] {
    return [...this.#calls];
  }

  /** Notes a request. */
  add(call: AmazonCall): void {
    this.#calls.push(call);
  }
}
