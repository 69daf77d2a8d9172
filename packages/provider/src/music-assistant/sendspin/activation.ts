import { PAIRING_METHOD, type ServerActivate } from "@ma-alexa/protocol/sendspin";

import type { Clock } from "../../ports.js";

import { admission } from "./admission.js";
import type { PlayerCredentials } from "./credentials.js";
import type { GoodbyeReason } from "./link.js";
import { PairingAttempt } from "./pairing-attempt.js";
import type { HeardMessage, Wire } from "./wire.js";

type PairingMessage = Extract<
  HeardMessage,
  { type: "server/activate" | "server/pair-finalize" | "pair/abort" | "server/unpair" | "noise/handshake" }
>;

/** Which roles a server has given or taken with one activation. */
export interface RoleChange {
  readonly active: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export interface ActivationParts {
  readonly clock: Clock;
  readonly credentials: PlayerCredentials;
  /** An admitted server/activate; comes for every one. */
  readonly activated: (change: RoleChange) => void;
  /** The server wants what it may not, or has unpaired us: goodbye. */
  readonly leave: (goodbye: GoodbyeReason, detail: string) => void;
}

const UNPAIRED_ACCESS = true;

/** What an encrypted server may do here: activities, roles and pairing (Sendspin reference 2.6 and 2.9). */
export class Activation {
  readonly #parts: ActivationParts;
  readonly #pairing: PairingAttempt;
  #wire: Wire | undefined;
  #roles: readonly string[] = [];

  constructor(parts: ActivationParts) {
    this.#parts = parts;
    this.#pairing = new PairingAttempt({
      clock: parts.clock,
      say: (message) => this.#wire?.send(message),
      paired: (psk) => {
        if (this.#wire?.serverId !== undefined) parts.credentials.pair(this.#wire.serverId, psk);
      },
    });
  }

  get isPairing(): boolean {
    return this.#pairing.isRunning;
  }

  begin(wire: Wire): void {
    this.#wire = wire;
    this.#roles = [];
    this.#pairing.rehandshaken();
  }

  end(): void {
    this.#wire = undefined;
    this.#pairing.cancel();
  }

  rehandshaken(): void {
    this.#pairing.rehandshaken();
  }

  /** Takes one message that only encrypted servers say. */
  heard(message: PairingMessage): void {
    switch (message.type) {
      case "server/activate":
        this.#activate(message.payload);
        return;
      case "server/pair-finalize":
        this.#pairing.finalized();
        return;
      case "pair/abort":
        this.#pairing.cancel();
        return;
      case "server/unpair":
        this.#unpaired();
        return;
      case "noise/handshake":
        return;
    }
  }

  #activate(message: ServerActivate): void {
    const wire = this.#wire;
    if (wire?.trust === undefined) return;
    const active = message.active_roles ?? this.#roles;
    const verdict = admission({
      dialect: wire.dialect.name,
      trust: wire.trust,
      unpairedAccess: UNPAIRED_ACCESS,
      activities: message.activities,
      activeRoles: active,
    });
    if (verdict !== "admitted") {
      this.#parts.leave(verdict, "it wanted more than its pairing with this player allows");
      return;
    }
    const change = {
      active,
      added: active.filter((role) => !this.#roles.includes(role)),
      removed: this.#roles.filter((role) => !active.includes(role)),
    };
    this.#roles = active;
    wire.release();
    this.#pair(wire, message);
    this.#parts.activated(change);
  }

  /** The server has deleted its record of us; ours is worth nothing then. */
  #unpaired(): void {
    const { serverId, trust } = this.#wire ?? {};
    if (serverId === undefined || trust !== "long-term") return;
    this.#parts.credentials.unpair(serverId);
    this.#parts.leave("unpaired", "its operator has removed the pairing with this player");
  }

  #pair(wire: Wire, { activities, pairing, selected_pair_method: selected }: ServerActivate): void {
    if (!activities.includes("pairing")) {
      this.#pairing.cancel();
      return;
    }
    const method = pairing?.method ?? selected;
    // Only one method is offered, so no choice is that one; with another PSK the token has not been given.
    if (method !== undefined && method !== PAIRING_METHOD)
      wire.send({ type: "pair/abort", payload: { reason: "method_not_supported" } });
    else this.#pairing.begin(wire.dialect.hasPairInit);
  }
}
