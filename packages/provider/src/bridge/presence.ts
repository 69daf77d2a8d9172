import type { Clock, Timer } from "../ports.js";

import type { PlayerClient } from "./neighbours.js";

/** Wi-Fi comes and goes; an Echo away for less than this stays in Music Assistant. */
const AWAY_AFTER_MS = 10_000;

/** Keeps a player in Music Assistant while its Echo is there: one that is off would swallow what is played on it. */
export class Presence {
  readonly #clock: Clock;
  readonly #client: PlayerClient;
  #isWanted = false;
  #away: Timer | undefined;
  /** Joining and leaving, one after the other. */
  #change: Promise<void> = Promise.resolve();
  #isJoined = false;

  constructor(parts: { readonly clock: Clock; readonly client: PlayerClient }) {
    this.#clock = parts.clock;
    this.#client = parts.client;
  }

  /** Joins, if the Echo is there. */
  start(online: boolean): void {
    this.#isWanted = online;
    this.#settle();
  }

  /** The Echo came or went. */
  online(online: boolean): void {
    if (online) {
      this.#away?.cancel();
      this.#away = undefined;
      this.#isWanted = true;
      this.#settle();
    } else if (this.#isWanted) {
      this.#away ??= this.#clock.after(AWAY_AFTER_MS, () => {
        this.#away = undefined;
        this.#isWanted = false;
        this.#settle();
      });
    }
  }

  /** Leaves for good; resolves when the connection is gone. */
  async stop(): Promise<void> {
    this.#away?.cancel();
    this.#isWanted = false;
    this.#settle();
    await this.#change;
  }

  #settle(): void {
    this.#change = this.#change.then(() => this.#join());
  }

  async #join(): Promise<void> {
    if (this.#isWanted === this.#isJoined) return;
    this.#isJoined = this.#isWanted;
    if (this.#isWanted) this.#client.start();
    else await this.#client.stop("shutdown");
  }
}
