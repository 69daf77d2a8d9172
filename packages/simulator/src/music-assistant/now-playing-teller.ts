import type { ControllerState, KnownServerMessage } from "@ma-alexa/protocol/sendspin";
import type { Clock } from "../clock.js";
import { Agenda } from "./agenda.js";
import { NowPlayingReport, type Told } from "./now-playing-report.js";
import type { SeededRandom } from "./random.js";
import type { RepeatMode } from "./tune-queue.js";

/** What the teller needs to know of its player. */
export interface NowPlayingPort {
  readonly clock: Clock;
  readonly serverNowUs: () => number;
  readonly send: (message: KnownServerMessage) => void;
  /** What sounds; undefined while a skip waits, when nothing true can be said. */
  readonly truth: () => Told | undefined;
  readonly modes: () => { readonly repeat: RepeatMode; readonly shuffle: boolean };
}

/** A position told wrongly by less is left alone: only larger errors were corrected in the recordings. */
const TOLERATED_ERROR_MS = 1_500;

/** After a skip or seek the queue's idea of its position is stale for about this long (Sendspin reference 1.11). */
const STALE_MS = 2_900;

/** Tells a client what plays: at once, later, or only when what it believes is wrong. */
export class NowPlayingTeller {
  readonly #port: NowPlayingPort;
  readonly #later: Agenda;
  readonly #report = new NowPlayingReport();

  constructor(port: NowPlayingPort) {
    this.#port = port;
    this.#later = new Agenda(port.clock);
  }

  /** The empty object of a new connection. */
  introduce(): void {
    this.#port.send({ type: "server/state", payload: { metadata: this.#report.nothing(this.#port.serverNowUs()) } });
  }

  /** A new connection knows nothing. */
  forget(): void {
    this.#report.forget();
  }

  /** Sends what changed; together with a controller object everything is sent, as 2.0.0 does. */
  tell(now: Told, controller?: ControllerState): void {
    if (controller !== undefined) this.#report.forget();
    const metadata = this.#report.tell(now, this.#port.modes(), this.#port.serverNowUs());
    this.#port.send({ type: "server/state", payload: { metadata, ...(controller && { controller }) } });
  }

  /** Sends the truth, but only if the client believes something too far from it. */
  correct(truth: Told): void {
    if (this.#report.errorMs(truth, this.#port.serverNowUs()) > TOLERATED_ERROR_MS) this.tell(truth);
  }

  /** Tells what is `now` in `delayMs`, unless cancelled; `undefined` tells nothing. */
  tellLater(delayMs: number, now: () => Told | undefined): void {
    this.#later.after(delayMs, () => {
      const told = now();
      if (told !== undefined) this.tell(told);
    });
  }

  /** Corrects when the time of stale positions is over, unless cancelled. */
  correctLater(): void {
    this.#later.after(STALE_MS, () => {
      const truth = this.#port.truth();
      if (truth !== undefined) this.correct(truth);
    });
  }

  /**
   * Tells a start in `delayMs`. The position counts from the command, `sinceMs` ago, so it runs ahead of the sound by
   * what the start took.
   */
  startLater(delayMs: number, fromMs: number, sinceMs: number): void {
    this.tellLater(delayMs, () => {
      const truth = this.#port.truth();
      return truth && { ...truth, positionMs: fromMs + sinceMs + delayMs };
    });
  }

  /** A natural change is told late, and up to a quarter of a second off (Sendspin reference 1.11). */
  changeLater(random: SeededRandom): void {
    const errorMs = random.between(-250, 250);
    this.tellLater(random.between(1_300, 2_800), () => {
      const truth = this.#port.truth();
      return truth && { ...truth, positionMs: truth.positionMs + errorMs };
    });
  }

  /** Forgets everything that was to be told later. */
  cancel(): void {
    this.#later.cancel();
  }
}
