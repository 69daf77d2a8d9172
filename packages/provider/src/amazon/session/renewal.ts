import type { Clock, Timer } from "../../ports.js";
import { asAmazonError } from "../amazon-error.js";
import type { LibraryCall } from "../worker/messages.js";
import type { SessionInput } from "./session-machine.js";

const DAY_MS = 24 * 3_600_000;
/** Often enough that a few failures in a row cost nothing (the library's own rhythm, Amazon reference 3.4). */
const RENEWED_EVERY_MS = 4 * DAY_MS;
const TRIED_AGAIN_AFTER_MS = 6 * 3_600_000;
/** Nothing is renewed in the bustle of a sign-in. */
const NOT_BEFORE_MS = 60_000;
/** How long Amazon's cookies live when nobody renews them (Amazon reference 3.4). */
const COOKIES_LIVE_MS = 14 * DAY_MS;

/** When cookies that were renewed at this time end by themselves, epoch milliseconds. */
export function endOfCookies(renewedAtEpochMs: number): number {
  return renewedAtEpochMs + COOKIES_LIVE_MS;
}

/** What the renewal needs of the session. */
interface RenewedSession {
  readonly renewedAtEpochMs: number | undefined;
  call(call: LibraryCall): Promise<unknown>;
  step(input: SessionInput): void;
}

/** Renews the sign-in every four days while the session serves, so that a person signs in once and not every fortnight. */
export class Renewal {
  readonly #clock: Clock;
  readonly #session: RenewedSession;
  #timer: Timer | undefined;

  constructor({ clock, session }: { readonly clock: Clock; readonly session: RenewedSession }) {
    this.#clock = clock;
    this.#session = session;
  }

  start(): void {
    const ageMs = this.#clock.epoch() - (this.#session.renewedAtEpochMs ?? this.#clock.epoch());
    this.#wait(Math.min(RENEWED_EVERY_MS, Math.max(NOT_BEFORE_MS, RENEWED_EVERY_MS - ageMs)));
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #wait(delayMs: number): void {
    this.#timer?.cancel();
    const timer = this.#clock.after(delayMs, () => {
      void this.#renew(() => this.#timer === timer);
    });
    this.#timer = timer;
  }

  async #renew(isWanted: () => boolean): Promise<void> {
    try {
      await this.#session.call({ method: "renew" });
      if (!isWanted()) return;
      this.#session.step({ kind: "relieved", trouble: "renewal" });
      this.#wait(RENEWED_EVERY_MS);
    } catch (thrown) {
      if (!isWanted()) return;
      this.#session.step({
        kind: "trouble",
        trouble: "renewal",
        reason: this.#forecast(asAmazonError(thrown).message),
      });
      this.#wait(TRIED_AGAIN_AFTER_MS);
    }
  }

  #forecast(why: string): string {
    const leftMs = endOfCookies(this.#session.renewedAtEpochMs ?? this.#clock.epoch()) - this.#clock.epoch();
    const days = Math.max(0, Math.floor(leftMs / DAY_MS));
    return `The sign-in could not be renewed (${why}); it ends in ${days} days unless that succeeds`;
  }
}
