import type { KnownServerMessage } from "@ma-alexa/protocol/sendspin";
import type { Clock } from "../clock.js";
import { Agenda } from "./agenda.js";
import { NowPlayingReport, type Told } from "./now-playing-report.js";
import type { RepeatMode } from "./tune-queue.js";

/** What the teller needs to know of its player. */
export interface NowPlayingPort {
  readonly clock: Clock;
  readonly serverNowUs: () => number;
  readonly send: (message: KnownServerMessage) => void;
  readonly modes: () => { readonly repeat: RepeatMode; readonly shuffle: boolean };
}

/** A position told wrongly by less is left alone: only larger errors were corrected in the recordings. */
const TOLERATED_ERROR_MS = 1_500;

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

  /** Sends what changed. */
  tell(now: Told): void {
    const metadata = this.#report.tell(now, this.#port.modes(), this.#port.serverNowUs());
    this.#port.send({ type: "server/state", payload: { metadata } });
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

  /** Corrects in `delayMs`, unless cancelled. */
  correctLater(delayMs: number, truth: () => Told | undefined): void {
    this.#later.after(delayMs, () => {
      const told = truth();
      if (told !== undefined) this.correct(told);
    });
  }

  /** Forgets everything that was to be told later. */
  cancel(): void {
    this.#later.cancel();
  }
}
