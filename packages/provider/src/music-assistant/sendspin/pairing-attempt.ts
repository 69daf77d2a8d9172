import { randomBytes } from "node:crypto";

import type { Clock, Timer } from "../../ports.js";

import type { SaidMessage } from "./wire.js";

const PSK_BYTES = 32;
/** Sendspin reference 2.9. */
const ATTEMPT_LIMIT_MS = 120_000;

export interface PairingParts {
  readonly clock: Clock;
  readonly say: (message: SaidMessage) => void;
  /** The server has stored the secret; it holds from now on. */
  readonly paired: (longTermPsk: Uint8Array) => void;
  /** A new secret of 32 bytes; tests give their own. */
  readonly secret?: () => Uint8Array;
}

/** The pairing-PSK flow of one connection: at most one attempt at a time (Sendspin reference 2.9). */
export class PairingAttempt {
  readonly #parts: PairingParts;
  #longTermPsk: Uint8Array | undefined;
  #timer: Timer | undefined;
  /** Pairing activations since the last handshake. */
  #index = 0;

  constructor(parts: PairingParts) {
    this.#parts = parts;
  }

  get isRunning(): boolean {
    return this.#longTermPsk !== undefined;
  }

  /** The server has activated pairing: offers it a new secret. An attempt before it is over. */
  begin(hasPairInit: boolean): void {
    this.cancel();
    this.#index++;
    this.#longTermPsk = this.#parts.secret?.() ?? randomBytes(PSK_BYTES);
    this.#timer = this.#parts.clock.after(ATTEMPT_LIMIT_MS, () => {
      this.#parts.say({ type: "pair/abort", payload: { reason: "attempt_timeout" } });
      this.cancel();
    });
    if (hasPairInit) this.#parts.say({ type: "client/pair-init", payload: { pairing_index: this.#index } });
    const secret = Buffer.from(this.#longTermPsk).toString("base64url");
    this.#parts.say({ type: "client/pair-finalize", payload: { long_term_psk: secret } });
  }

  /** The server has stored the secret. Without an attempt it means nothing. */
  finalized(): void {
    const psk = this.#longTermPsk;
    this.cancel();
    if (psk !== undefined) this.#parts.paired(psk);
  }

  /** The attempt is off: the secret is nobody's. */
  cancel(): void {
    this.#timer?.cancel();
    this.#longTermPsk = undefined;
  }

  /** New keys: attempts are counted from the beginning. */
  rehandshaken(): void {
    this.cancel();
    this.#index = 0;
  }
}
