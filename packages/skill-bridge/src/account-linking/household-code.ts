import { randomInt } from "node:crypto";
import type { Clock } from "../ports.js";
import { isSame } from "./secrets.js";

/** Long enough to find the phone, short enough to be gone when it is forgotten. */
const CODE_MS = 600_000;
/** After this many wrong tries the code is void: a code of 28 bits must not be guessed. */
const TRIES = 5;
const LENGTH = 6;
/** Without letters and digits that look alike. */
const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** What a try comes to. */
export type CodeVerdict = "right" | "wrong" | "void";

interface Current {
  readonly code: string;
  readonly untilMs: number;
  triesLeft: number;
}

/**
 * The proof that whoever links an Amazon account lives here: a short code that only the dashboard shows, typed on the public
 * page. One at a time, for ten minutes, for one link and at most five tries.
 */
export class HouseholdCode {
  readonly #clock: Pick<Clock, "now">;
  #current: Current | undefined;

  constructor(clock: Pick<Clock, "now">) {
    this.#clock = clock;
  }

  /** A fresh code; the one before is void. `seconds`: how long it is good. */
  renew(): { readonly code: string; readonly seconds: number } {
    const code = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
    this.#current = { code, untilMs: this.#clock.now() + CODE_MS, triesLeft: TRIES };
    return { code, seconds: CODE_MS / 1_000 };
  }

  /** Tries what a person typed, in any case and with blanks; right only once. */
  try(typed: string): CodeVerdict {
    const current = this.#current;
    if (current === undefined || current.untilMs <= this.#clock.now() || current.triesLeft === 0) return "void";
    current.triesLeft -= 1;
    if (!isSame(typed.replaceAll(/[\s-]/g, "").toUpperCase(), current.code)) return "wrong";
    this.#current = undefined;
    return "right";
  }
}
