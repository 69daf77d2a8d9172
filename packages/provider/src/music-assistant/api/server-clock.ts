import type { Clock } from "../../ports.js";

/**
 * Music Assistant's wall clock, in seconds. Its machine's may be off from ours by any amount, so the least age at which a
 * time of its arrived here is taken for the difference of the clocks and the way together.
 */
export class ServerClock {
  readonly #clock: Pick<Clock, "epoch">;
  #behindSeconds: number | undefined;

  constructor(clock: Pick<Clock, "epoch">) {
    this.#clock = clock;
  }

  /** A time that Music Assistant has just told: it cannot lie in its future. */
  heard(serverSeconds: number): void {
    const ageSeconds = this.#clock.epoch() / 1_000 - serverSeconds;
    if (this.#behindSeconds === undefined || ageSeconds < this.#behindSeconds) this.#behindSeconds = ageSeconds;
  }

  /** Another server, or another life of it, has another clock. */
  forget(): void {
    this.#behindSeconds = undefined;
  }

  nowSeconds(): number {
    return this.#clock.epoch() / 1_000 - (this.#behindSeconds ?? 0);
  }
}
